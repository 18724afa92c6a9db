import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextBatch, noteEntry, readQueue, settle, writeQueue, type DoorQueue } from './door-queue.ts'
import { DoorBatch, type DoorEntry } from './event-forms.ts'

const at = fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 })
const entry: fc.Arbitrary<DoorEntry> = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), key: fc.uuid(), at, code: fc.string() }),
  fc.record({
    ...{ kind: fc.constant('tap' as const), key: fc.uuid(), at, signUp: fc.uuid() },
    state: fc.constantFrom('present' as const, 'late' as const),
  }),
  fc.record({ kind: fc.constant('number' as const), key: fc.uuid(), at, number: fc.string() }),
)
const queue = fc
  .uniqueArray(entry, { selector: ({ key }) => key })
  .map((entries) => entries.reduce<DoorQueue>(noteEntry, []))

test('whatever is noted is sent until it is answered, once each, though answers are lost and sending goes on meanwhile', () => {
  fc.assert(
    fc.property(queue, fc.array(fc.tuple(fc.boolean(), fc.nat(5))), (noted, turns) => {
      let left = noted
      const taken = new Set<string>()
      for (const [answered, most] of turns) {
        const batch = nextBatch(left).slice(0, most + 1)
        // The server has it, whether or not its answer comes back.
        for (const { key } of batch) taken.add(key)
        if (answered) left = settle(left, batch)
      }
      for (const { key } of left) taken.add(key)
      expect(taken.size).toBe(noted.length)
    }),
  )
})

test('survives the closing of the page', () => {
  fc.assert(
    fc.property(queue, (noted) => {
      expect(readQueue(writeQueue(noted))).toEqual(noted.map((one) => ({ ...one })))
    }),
  )
  expect(readQueue('{"a":1}')).toEqual([])
  expect(readQueue('half a li')).toEqual([])
  expect(readQueue(null)).toEqual([])
})

test('a pass that is held before the camera is noted once', () => {
  const scan = { kind: 'pass', code: 'HD1.a.b.c', at: 1_000_000 } as const
  const first = noteEntry([], { ...scan, key: 'one' })
  const again = noteEntry(first, { ...scan, key: 'two', at: 1_030_000 })
  expect(again).toBe(first)
  expect(noteEntry(first, { ...scan, key: 'three', at: 1_100_000 })).toHaveLength(2)
})

test('what a door sends is what the server reads', () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), (entries) => {
      const sent = entries.map((one) => (one.kind === 'pass' ? { ...one, code: 'HD1' } : one))
      const short = sent.map((one) => (one.kind === 'number' ? { ...one, number: '100000017' } : one))
      expect(DoorBatch.safeParse({ sentAt: 1_700_000_000_000, entries: short }).success).toBe(true)
    }),
  )
})
