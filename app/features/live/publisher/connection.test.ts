import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PublisherMessage } from '#app/kernel/ingest-wire.ts'
import { Connection } from './connection.ts'
import type { LineListener } from './ingest-line.ts'
import type { PublisherState } from './publisher-state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

class FakeLine {
  isOpen = false
  silentMs = 0
  pings = 0
  said: PublisherMessage[] = []
  dropped = false
  readonly listener: LineListener
  constructor(listener: LineListener) {
    this.listener = listener
  }
  open() {
    this.isOpen = true
    this.listener.onOpen()
    this.listener.onMessage({ type: 'ready', resumed: false })
  }
  ping() {
    this.pings += 1
  }
  say(message: PublisherMessage) {
    this.said.push(message)
  }
  drop() {
    if (this.dropped) return
    this.dropped = true
    this.isOpen = false
    this.listener.onClose()
  }
}

async function onAir({ ticket = () => Promise.resolve('t') }: { ticket?: () => Promise<string> } = {}) {
  const lines: FakeLine[] = []
  const states: PublisherState[] = []
  const attached: FakeLine[] = []
  const connection = new Connection<FakeLine>({
    ticket,
    openLine: (_, listener) => {
      const line = new FakeLine(listener)
      lines.push(line)
      return line
    },
    onLine: (line) => void attached.push(line),
    onLineLost: () => undefined,
    onState: (state) => void states.push(state),
  })
  connection.prepare()
  connection.connect()
  await vi.advanceTimersByTimeAsync(0)
  lines[0]?.open()
  const last = () => states.at(-1)?.name
  return { connection, lines, states, attached, last }
}

test('a line on which the server falls silent is given up within seconds, and another one opened', async () => {
  const { connection, lines, last } = await onAir()
  expect(last()).toBe('on-air')
  const [first] = lines
  if (first) first.silentMs = 4_100
  connection.tick(false)
  expect(last()).toBe('reconnecting')
  await vi.advanceTimersByTimeAsync(300)
  expect(lines).toHaveLength(2)
})

test('a page that stood still itself does not blame the line', async () => {
  const { connection, lines, last } = await onAir()
  const [first] = lines
  if (first) first.silentMs = 60_000
  connection.tick(true)
  expect(last()).toBe('on-air')
  expect(first?.pings).toBe(1)
})

test('a network that comes back is used at once, whatever attempt hangs', async () => {
  const { connection, lines, last } = await onAir()
  lines[0]?.drop()
  await vi.advanceTimersByTimeAsync(300)
  expect(lines).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1_000)
  connection.networkChanged()
  await vi.advanceTimersByTimeAsync(0)
  expect(lines).toHaveLength(3)
  expect(lines[1]?.dropped).toBe(true)
  lines[2]?.open()
  expect(last()).toBe('on-air')
})

test('a handshake into a dead network is given up after four seconds', async () => {
  const { lines } = await onAir()
  lines[0]?.drop()
  await vi.advanceTimersByTimeAsync(300 + 4_000)
  expect(lines[1]?.dropped).toBe(true)
  await vi.advanceTimersByTimeAsync(600)
  expect(lines).toHaveLength(3)
})

test('a ticket that does not come is asked for again, and comes too late for the old attempt', async () => {
  const waiting: ((ticket: string) => void)[] = []
  let asked = 0
  const { lines } = await onAir({
    ticket: () => {
      asked += 1
      return asked === 1 ? Promise.resolve('t') : new Promise((resolve) => waiting.push(resolve))
    },
  })
  lines[0]?.drop()
  await vi.advanceTimersByTimeAsync(300 + 4_000 + 600)
  expect(asked).toBe(3)
  waiting[0]?.('late')
  await vi.advanceTimersByTimeAsync(0)
  expect(lines).toHaveLength(1)
  waiting[1]?.('in time')
  await vi.advanceTimersByTimeAsync(0)
  expect(lines).toHaveLength(2)
})

test('after two minutes it is over', async () => {
  const { lines, last, states } = await onAir()
  lines[0]?.drop()
  for (let second = 0; second < 130; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000)
    lines.at(-1)?.drop()
  }
  expect(last()).toBe('ended')
  expect(states.at(-1)).toMatchObject({ reason: 'not-resumed' })
})

test('someone else on air is final at the start, and waited for on the way back', async () => {
  const first = await onAir()
  first.lines[0]?.drop()
  await vi.advanceTimersByTimeAsync(300)
  first.lines[1]?.listener.onMessage({ type: 'refused', reason: 'already-publishing' })
  first.lines[1]?.drop()
  expect(first.last()).toBe('reconnecting')

  const states: PublisherState[] = []
  const connection = new Connection<FakeLine>({
    ticket: () => Promise.resolve('t'),
    openLine: (_, listener) => {
      const line = new FakeLine(listener)
      setTimeout(() => {
        listener.onMessage({ type: 'refused', reason: 'already-publishing' })
        line.drop()
      }, 10)
      return line
    },
    onLine: () => undefined,
    onLineLost: () => undefined,
    onState: (state) => void states.push(state),
  })
  connection.connect()
  await vi.advanceTimersByTimeAsync(20)
  expect(states.at(-1)).toEqual({ name: 'refused', reason: 'already-publishing' })
})

test('an end is said, and does not wait for a server that is gone', async () => {
  const { connection, lines, last } = await onAir()
  const ended = connection.end()
  expect(lines[0]?.said).toEqual([{ type: 'end' }])
  await vi.advanceTimersByTimeAsync(3_000)
  await ended
  expect(last()).toBe('ended')
  expect(lines[0]?.dropped).toBe(true)
})
