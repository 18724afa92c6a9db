import { expect, test } from 'vitest'
import { environmentTrouble, troubleOf } from './device-troubles.ts'
import { networkWord, troublesOf } from './studio-words.ts'
import type { StudioFacts } from './studio-words.ts'
import type { StudioTrouble } from './studio-view.ts'
import { texts } from './texts.ts'

const well: StudioFacts = {
  state: { name: 'on-air', since: 0, resumed: false },
  online: true,
  waitingMs: 0,
  strain: null,
  hidden: false,
  pictureStoppedMs: 0,
  cameraMuted: false,
  microphoneMuted: false,
  soundStopped: false,
  devices: [],
}

test('where all is well there is nothing to say', () => {
  expect(troublesOf(well)).toEqual([])
  expect(networkWord(well)).toBe('good')
})

test.each<[string, Partial<StudioFacts>, StudioTrouble[]]>([
  ['a call', { microphoneMuted: true }, ['call']],
  [
    'a call that takes the camera as well',
    { microphoneMuted: true, cameraMuted: true },
    ['call', 'picture-stopped'],
  ],
  ['sound that the phone has stopped', { soundStopped: true }, ['call']],
  ['a page behind another', { hidden: true, cameraMuted: true, pictureStoppedMs: 9_000 }, ['hidden']],
  ['a camera from which nothing comes', { pictureStoppedMs: 2_100 }, ['picture-stopped']],
  ['a camera that is gone', { devices: ['camera-lost'], pictureStoppedMs: 9_000 }, ['camera-lost']],
  ['a slow phone', { strain: 'encoder' }, ['encoder-slow']],
  ['a weak line', { strain: 'network' }, ['network-weak']],
  ['a server without ffmpeg', { state: { name: 'refused', reason: 'no-transcoder' } }, ['no-transcoder']],
  ['a browser that can do nothing', { state: { name: 'refused', reason: 'no-h264' } }, ['unsupported']],
])('%s is said', (_, facts, troubles) => {
  expect(troublesOf({ ...well, ...facts })).toEqual(troubles)
})

test('before she is on air a hidden page and a sleeping sound are nothing', () => {
  const idle = { ...well, state: { name: 'idle' as const }, hidden: true, soundStopped: true, strain: null }
  expect(troublesOf(idle)).toEqual([])
})

test('the network has a word', () => {
  expect(networkWord({ ...well, online: false })).toBe('lost')
  expect(networkWord({ ...well, state: { name: 'reconnecting', until: 0, attempt: 1 } })).toBe('lost')
  expect(networkWord({ ...well, strain: 'network' })).toBe('weak')
  expect(networkWord({ ...well, waitingMs: 300 })).toBe('fair')
})

test('what the browser throws is a trouble with words', () => {
  const of = (name: string) => troubleOf(new DOMException('', name), 'camera')
  expect(of('NotAllowedError')).toBe('permission-refused')
  expect(of('NotFoundError')).toBe('no-camera')
  expect(of('NotReadableError')).toBe('camera-busy')
  expect(troubleOf(new DOMException('', 'NotFoundError'), 'microphone')).toBe('no-microphone')
  for (const language of [texts.zh, texts.en]) expect(Object.keys(language.troubles)).toHaveLength(14)
})

test('a page without HTTPS says so before anything is tried', () => {
  expect(environmentTrouble({ secure: false, hasDevices: false, canPublish: true })).toBe('insecure')
  expect(environmentTrouble({ secure: true, hasDevices: true, canPublish: false })).toBe('unsupported')
  expect(environmentTrouble({ secure: true, hasDevices: true, canPublish: true })).toBeNull()
})
