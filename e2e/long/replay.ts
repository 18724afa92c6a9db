import { spawnSync } from 'node:child_process'
import { parse, types } from 'hls-parser'

/**
 * Seconds that a recording's replay lasts by its playlist, or null where it cannot be read to its end. The bytes are
 * read by ffmpeg from first to last; where there is no ffmpeg, the last range is fetched instead.
 */
export async function replayLength(url: string, recording: string): Promise<number | null> {
  const playlistUrl = `${url}/replay/${recording}/index.m3u8`
  const answer = await fetch(playlistUrl)
  if (!answer.ok) return null
  const playlist = parse(await answer.text())
  if (!(playlist instanceof types.MediaPlaylist) || !playlist.endlist) return null
  const readable = readsWhole(playlistUrl) ?? (await lastRangeIsThere(playlistUrl, playlist))
  return readable ? playlist.segments.reduce((sum, segment) => sum + segment.duration, 0) : null
}

/** Null where this machine has no ffmpeg. */
function readsWhole(playlistUrl: string): boolean | null {
  const args = ['-v', 'error', '-i', playlistUrl, '-map', '0:v', '-c', 'copy', '-f', 'null', '-']
  const run = spawnSync('ffmpeg', args, { encoding: 'utf8', timeout: 60_000 })
  return run.error ? null : run.status === 0
}

async function lastRangeIsThere(playlistUrl: string, playlist: types.MediaPlaylist): Promise<boolean> {
  const last = playlist.segments.at(-1)
  const { offset = 0, length = 0 } = last?.byterange ?? {}
  const range = { range: `bytes=${offset}-${offset + length - 1}` }
  const answer = await fetch(new URL(last?.uri ?? '', playlistUrl), { headers: range })
  return answer.status === 206 && (await answer.arrayBuffer()).byteLength === length
}
