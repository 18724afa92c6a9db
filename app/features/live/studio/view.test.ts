import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StudioTrouble } from '../publisher/studio-view.ts'
import { pictureWord, startGate } from './checks.ts'
import { sayRemaining } from './remaining.ts'
import { stageOf } from './stage.ts'

const onAir = { state: 'on-air' } as const
const interrupted = { state: 'interrupted' } as const

describe('what the page shows', () => {
  test('a page that was just opened shows the preview, or what already runs in the room', () => {
    const opened = { state: 'idle', wasOnAir: false } as const
    expect(stageOf({ ...opened, running: null })).toBe('before')
    expect(stageOf({ ...opened, running: onAir })).toBe('elsewhere')
    expect(stageOf({ ...opened, running: interrupted })).toBe('waiting')
  })

  test('while the page publishes, nothing that the server says takes the picture away from her', () => {
    for (const running of [null, onAir, interrupted])
      for (const state of ['on-air', 'reconnecting'] as const)
        expect(stageOf({ state, running, wasOnAir: true })).toBe('on-air')
  })

  test('a line that is lost before anybody saw her is still being opened; given up, she is where she was', () => {
    expect(stageOf({ state: 'reconnecting', running: null, wasOnAir: false })).toBe('starting')
    expect(stageOf({ state: 'ended', running: null, wasOnAir: false })).toBe('before')
    expect(stageOf({ state: 'ended', running: interrupted, wasOnAir: false })).toBe('waiting')
  })

  test('turned away at the start she is where she was; cut off later she sees how it went', () => {
    expect(stageOf({ state: 'refused', running: null, wasOnAir: false })).toBe('before')
    expect(stageOf({ state: 'refused', running: null, wasOnAir: true })).toBe('over')
  })

  test('where another device took over, or the broadcast still waits, she is told so', () => {
    expect(stageOf({ state: 'refused', running: onAir, wasOnAir: true })).toBe('elsewhere')
    expect(stageOf({ state: 'refused', running: interrupted, wasOnAir: true })).toBe('waiting')
  })

  test('what she ended herself is over, whatever the server has heard of it', () => {
    for (const running of [null, onAir, interrupted])
      expect(stageOf({ state: 'ended', running, wasOnAir: true })).toBe('over')
  })
})

describe('the word for the picture', () => {
  const well = { camera: { ready: true }, quality: { lowered: false }, troubles: [] }

  test('is clear where nothing is amiss, and tells of a picture made smaller', () => {
    expect(pictureWord(well)).toBe('clear')
    expect(pictureWord({ ...well, quality: { lowered: true } })).toBe('smaller')
  })

  test('says that it is gone where the camera was lost, even if it counts as open', () => {
    for (const trouble of ['camera-lost', 'picture-stopped', 'hidden', 'call'] as const)
      expect(pictureWord({ ...well, troubles: [trouble] })).toBe('gone')
  })

  test('says nothing of a camera that is not open yet', () => {
    expect(pictureWord({ ...well, camera: { ready: false } })).toBe('off')
    expect(pictureWord({ ...well, troubles: ['network-weak'] })).toBe('clear')
  })
})

describe('the large button', () => {
  const ready = { mayPublish: true, camera: { ready: true }, network: 'good', troubles: [] } as const

  test('is open with privilege, camera and network, also where the network is weak', () => {
    expect(startGate(ready)).toBe('open')
    expect(startGate({ ...ready, network: 'weak', troubles: ['network-weak'] })).toBe('open')
  })

  test('names what is missing, the privilege before the camera', () => {
    expect(startGate({ ...ready, mayPublish: false, camera: { ready: false } })).toBe('no-privilege')
    expect(startGate({ ...ready, camera: { ready: false } })).toBe('no-camera')
    expect(startGate({ ...ready, network: 'lost' })).toBe('no-network')
  })

  test.each(['insecure', 'unsupported', 'no-transcoder'] satisfies StudioTrouble[])(
    'stays closed where the browser cannot: %s',
    (trouble) => expect(startGate({ ...ready, troubles: [trouble] })).toBe('cannot'),
  )
})

describe('how long is left', () => {
  test('is said in minutes and seconds', () => {
    expect(sayRemaining(100_000, 'zh')).toBe('1 分 40 秒')
    expect(sayRemaining(99_001, 'en')).toBe('1 min 40 s')
    expect(sayRemaining(9_000, 'zh')).toBe('9 秒')
  })

  test('never runs below nothing', () => {
    fc.assert(fc.property(fc.integer({ max: 0 }), (ms) => sayRemaining(ms, 'zh') === '0 秒'))
  })
})
