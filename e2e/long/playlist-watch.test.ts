import { expect, test } from 'vitest'
import { readPlaylist, secondsShown, type AllShown } from './playlist-watch.ts'

const first = `#EXTM3U
#EXT-X-MAP:URI="rec-1/init-1.mp4"
#EXT-X-PART:DURATION=1.0,URI="rec-1/p0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=1.0,URI="rec-1/p1.m4s"
#EXTINF:2.0,
rec-1/s0.m4s
#EXT-X-PART:DURATION=0.5,URI="rec-1/p2.m4s",INDEPENDENT=YES
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="rec-1/p3.m4s"
`
const later = `#EXTM3U
#EXT-X-MEDIA-SEQUENCE:1
#EXT-X-MAP:URI="rec-1/init-1.mp4"
#EXTINF:2.25,
rec-1/s1.m4s
#EXT-X-PART:DURATION=0.25,URI="rec-1/p9.m4s"
`

test('what the playlists promised adds up over a window that moves on', () => {
  const recordings = new Map() as AllShown
  readPlaylist(first, recordings)
  expect([...recordings.values()].map(secondsShown)).toEqual([2.5])
  readPlaylist(later, recordings)
  expect([...recordings.values()].map(secondsShown)).toEqual([4.5])
})
