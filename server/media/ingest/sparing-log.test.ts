import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSparingLog } from './sparing-log.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function listen() {
  const lines: string[] = []
  const log = createSparingLog(10_000)
  const happen = (kind: string, times = 1) => {
    for (let time = 0; time < times; time += 1)
      log.say({ kind, first: () => lines.push(kind), again: (count) => lines.push(`${kind} × ${count}`) })
  }
  return { lines, happen, stop: log.stop }
}

test('the first of each kind is said at once, the others as a sum per pause', () => {
  const { lines, happen } = listen()
  happen('unknown', 900)
  happen('full', 2)
  expect(lines).toEqual(['unknown', 'full'])
  vi.advanceTimersByTime(10_000)
  expect(lines.splice(0)).toEqual(['unknown', 'full', 'unknown × 899', 'full × 1'])
  happen('unknown', 5)
  vi.advanceTimersByTime(9_999)
  expect(lines).toEqual([])
  vi.advanceTimersByTime(1)
  expect(lines).toEqual(['unknown × 5'])
})

test('after a quiet pause the next one is said at once again, and no timer runs meanwhile', () => {
  const { lines, happen } = listen()
  happen('unknown')
  vi.advanceTimersByTime(10_000)
  expect(vi.getTimerCount()).toBe(0)
  happen('unknown')
  expect(lines).toEqual(['unknown', 'unknown'])
})

test('stopping says what was counted and leaves no timer, whatever happens afterwards', () => {
  const { lines, happen, stop } = listen()
  happen('unknown', 3)
  stop()
  happen('stopped', 50)
  happen('unknown', 50)
  expect(lines).toEqual(['unknown', 'unknown × 2', 'stopped'])
  expect(vi.getTimerCount()).toBe(0)
})
