import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { EntryView } from '../timeline/timeline.ts'
import { beginAfter, hasHole, mostShown, nothingYet, take } from './entry-order.ts'

function chat(seq: number): EntryView {
  return {
    kind: 'chat',
    seq,
    at: seq * 1000,
    by: { name: '王大姐', picture: null, role: 'viewer' },
    text: `第${seq}句`,
  }
}

function removal(seq: number, removes: number): EntryView {
  return { kind: 'removal', seq, at: seq * 1000, removes }
}

/** A timeline of which some entries remove earlier ones. */
const timelines = fc
  .array(fc.option(fc.nat(1000), { freq: 4 }), { minLength: 1, maxLength: 60 })
  .map((picks) =>
    picks.map((pick, place) =>
      pick === null || place === 0 ? chat(place + 1) : removal(place + 1, 1 + (pick % place)),
    ),
  )

/** Its entries in batches as a bad line brings them: shuffled, some twice, some never. */
const arrivals = timelines.chain((timeline) =>
  fc.record({
    timeline: fc.constant(timeline),
    batches: fc.array(fc.subarray(timeline), { maxLength: 12 }),
  }),
)

function seenOf(timeline: readonly EntryView[]): number[] {
  const removed = new Set(timeline.flatMap((entry) => (entry.kind === 'removal' ? [entry.removes] : [])))
  return timeline.filter(({ kind, seq }) => kind !== 'removal' && !removed.has(seq)).map(({ seq }) => seq)
}

test('whatever order, doubles and losses: once caught up, every entry stands there exactly once, in order', () => {
  fc.assert(
    fc.property(arrivals, fc.nat(12), ({ timeline, batches }, beginsAt) => {
      let order = nothingYet
      for (const [place, batch] of batches.entries()) {
        if (place === beginsAt) order = beginAfter(order, 0)
        order = take(order, batch)
      }
      order = take(beginAfter(order, 0), timeline)
      expect(order.shown.map(({ seq }) => seq)).toEqual(seenOf(timeline))
      expect(order.upTo).toBe(timeline.length)
      expect(hasHole(order)).toBe(false)
    }),
  )
})

test('nothing is shown out of order, twice, or before what comes before it', () => {
  fc.assert(
    fc.property(arrivals, ({ timeline, batches }) => {
      let order = beginAfter(nothingYet, 0)
      const received = new Set<number>()
      for (const batch of batches) {
        order = take(order, batch)
        for (const { seq } of batch) received.add(seq)
        const whole = timeline.findIndex(({ seq }) => !received.has(seq))
        const upTo = whole === -1 ? timeline.length : whole
        expect(order.upTo).toBe(upTo)
        const gone = new Set(
          timeline.flatMap((entry) =>
            entry.kind === 'removal' && received.has(entry.seq) ? [entry.removes] : [],
          ),
        )
        const expected = timeline
          .slice(0, upTo)
          .filter(({ kind, seq }) => kind !== 'removal' && !gone.has(seq))
          .map(({ seq }) => seq)
        expect(order.shown.map(({ seq }) => seq)).toEqual(expected)
      }
    }),
  )
})

test('a removal that arrives ahead of a hole takes its message out of sight at once', () => {
  let order = take(beginAfter(nothingYet, 0), [chat(1), chat(2)])
  order = take(order, [removal(5, 2)])
  expect(order.shown.map(({ seq }) => seq)).toEqual([1])
  expect(hasHole(order)).toBe(true)
})

test('a message that was removed before the page got it is not shown', () => {
  const order = take(beginAfter(nothingYet, 7), [{ ...chat(8), text: null } as EntryView, chat(9)])
  expect(order.shown.map(({ seq }) => seq)).toEqual([9])
})

test('what came before the page began is not shown, and what came meanwhile is', () => {
  const early = take(nothingYet, [chat(4), chat(6)])
  expect(early.shown).toEqual([])
  const order = beginAfter(early, 5)
  expect(order.shown.map(({ seq }) => seq)).toEqual([6])
})

test('a page keeps the newest three hundred', () => {
  const long = Array.from({ length: 1000 }, (_, place) => chat(place + 1))
  const order = take(beginAfter(nothingYet, 0), long)
  expect(order.shown).toHaveLength(mostShown)
  expect(order.shown.at(-1)?.seq).toBe(1000)
})
