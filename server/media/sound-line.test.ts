import { expect, test } from 'vitest'
import { SoundLine } from './sound-line.ts'

const rate = 48_000
const frame = 1024
const frameMicroseconds = (frame / rate) * 1e6
const sound = Buffer.from([1])

/** Pushes frames whose clock is `apart` of their number; answers how far, in ms, the last one lies from its clock. */
function play(seconds: number, apart: (index: number) => number): number {
  const line = new SoundLine({ rate, channels: 1, origin: 0 })
  let wanted = 0
  for (let index = 0; index < (seconds * rate) / frame; index += 1) {
    wanted = index * frameMicroseconds + apart(index)
    line.push(wanted, sound)
    // What is played is taken out, so that the line never grows too long.
    line.take(line.endTicks - 9_000)
  }
  return line.endTicks / 90 - (wanted + frameMicroseconds) / 1000
}

test('sound that lost forty milliseconds is set right within seconds', () => {
  expect(Math.abs(play(10, (index) => (index > 100 ? 40_000 : 0)))).toBeLessThan(18)
})

test('a sound card that is fast or slow is never further away than a frame', () => {
  for (const drift of [150e-6, -150e-6]) {
    expect(Math.abs(play(1_200, (index) => index * frameMicroseconds * drift))).toBeLessThan(22)
  }
})

test('jitter of thirty milliseconds changes nothing', () => {
  const line = new SoundLine({ rate, channels: 1, origin: 0 })
  for (let index = 0; index < 400; index += 1) {
    const jitter = index === 0 ? 0 : ((index * 7919) % 61) - 30
    line.push(index * frameMicroseconds + jitter * 1000, sound)
  }
  expect(line.endTicks).toBe((400 * frame * 90_000) / rate)
})
