import { expect, test } from 'vitest'
import type { StartMessage, WireFrame } from '#app/kernel/ingest-wire.ts'
import { FrameSender } from './frame-sender.ts'

function prepare({ withSound = true } = {}) {
  const sent: (string | WireFrame)[] = []
  const line = {
    isOpen: true,
    backlogBytes: 0,
    waitingMs: 0,
    say: (message: StartMessage) => void sent.push(`start ${message.audio ? 'with' : 'without'} sound`),
    sendFrame: (frame: WireFrame) => void sent.push(frame),
  }
  const asked = { keys: 0 }
  const time = { now: 1000 }
  const sender = new FrameSender({
    bitrate: () => 800_000,
    withSound,
    requestKey: () => void (asked.keys += 1),
    now: () => time.now,
    wallClock: () => 1_800_000_000_000,
  })
  const brief = () => sent.map((one) => (typeof one === 'string' ? one : `${one.track}${one.key ? '!' : ''}`))
  return { sender, line, asked, time, sent, brief }
}

const bytes = new Uint8Array([1, 2, 3])
const video = { codec: 'avc1.42E028', width: 64, height: 64, description: bytes }
const audio = { codec: 'mp4a.40.2', sampleRate: 48_000, channels: 1, description: bytes }
const key = { at: 1, key: true, payload: bytes }
const picture = { at: 2, key: false, payload: bytes }
const sound = { at: 3, payload: bytes }

test('a connection begins with both descriptions and a key frame', () => {
  const { sender, line, brief, asked } = prepare()
  sender.describePicture(video)
  sender.picture(key)
  sender.attach(line)
  sender.picture(picture)
  sender.sound(sound)
  sender.picture(key)
  expect(brief()).toEqual([])
  sender.describeSound(audio)
  sender.picture(picture)
  expect(asked.keys).toBeGreaterThan(1)
  sender.picture(key)
  sender.sound(sound)
  sender.picture(picture)
  expect(brief()).toEqual(['start with sound', 'video!', 'audio!', 'video'])
})

test('a picture whose sound does not come goes without it after two seconds', () => {
  const { sender, line, brief, time } = prepare()
  sender.describePicture(video)
  sender.attach(line)
  sender.picture(key)
  time.now += 2500
  sender.picture(key)
  expect(brief()).toEqual(['start without sound', 'video!'])
  sender.describeSound(audio)
  sender.picture(picture)
  sender.picture(key)
  expect(brief().slice(2)).toEqual(['start with sound', 'video!'])
})

test('a new connection begins anew', () => {
  const { sender, line, brief } = prepare({ withSound: false })
  sender.describePicture(video)
  sender.attach(line)
  sender.picture(key)
  sender.detach()
  sender.picture(picture)
  sender.attach(line)
  sender.picture(picture)
  sender.picture(key)
  expect(brief()).toEqual(['start without sound', 'video!', 'start without sound', 'video!'])
})

test('the picture pauses while more than half a second waits, and goes on with a key frame', () => {
  const { sender, line, asked, time } = prepare()
  sender.attach(line)
  expect(sender.congested(0)).toBe(false)
  line.backlogBytes = 60_000
  expect(sender.congested(0)).toBe(true)
  time.now += 700
  line.backlogBytes = 30_000
  expect(sender.congested(0)).toBe(true)
  expect(time.now - (sender.pausedSince ?? 0)).toBe(700)
  const before = asked.keys
  line.backlogBytes = 20_000
  expect(sender.congested(0)).toBe(false)
  expect(asked.keys).toBe(before + 1)
  expect(sender.congested(800)).toBe(true)
})

test('what waits where the browser cannot see it pauses the picture as well', () => {
  const { sender, line } = prepare()
  sender.attach(line)
  line.waitingMs = 501
  expect(sender.congested(0)).toBe(true)
  line.waitingMs = 200
  expect(sender.congested(0)).toBe(false)
})

test('a picture that is described again as it was does not begin anew', () => {
  const { sender, line, brief } = prepare({ withSound: false })
  sender.describePicture(video)
  sender.attach(line)
  sender.picture(key)
  sender.describePicture({ ...video, description: bytes.slice() })
  sender.picture(key)
  sender.describePicture({ ...video, description: new Uint8Array([9]) })
  sender.picture(key)
  expect(brief()).toEqual(['start without sound', 'video!', 'video!', 'start without sound', 'video!'])
})

test('without a connection nothing is encoded', () => {
  const { sender } = prepare()
  expect(sender.congested(0)).toBe(true)
  expect(sender.stats().skippedPictures).toBe(0)
})
