import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { EntryView } from '../timeline/timeline.ts'
import { entriesUntil, needsMore } from './replay-entries.ts'

function said(seq: number, at: number): EntryView {
  return { kind: 'chat', seq, at, by: { name: '海风', picture: null, role: 'viewer' }, text: `${seq}` }
}

/** Two stretches with an interruption of a minute between them. */
const timeline = [said(1, 1000), said(2, 5000), said(3, 65_000), said(4, 70_000)]

test('at any moment exactly what had been said until then is shown', () => {
  expect(entriesUntil(timeline, 999)).toEqual([])
  expect(entriesUntil(timeline, 5000).map(({ seq }) => seq)).toEqual([1, 2])
  expect(entriesUntil(timeline, 64_999).map(({ seq }) => seq)).toEqual([1, 2])
  expect(entriesUntil(timeline, 65_000).map(({ seq }) => seq)).toEqual([1, 2, 3])
})

test('seeking forth and back leads to the same', () => {
  const moments = fc.array(fc.nat(100_000), { minLength: 1 })
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { maxLength: 80 }), moments, (ats, dates) => {
      const entries = ats.sort((left, right) => left - right).map((at, place) => said(place + 1, at))
      for (const date of dates) {
        const shown = entriesUntil(entries, date)
        expect(shown.every(({ at }) => at <= date)).toBe(true)
        expect(shown.length).toBe(entries.filter(({ at }) => at <= date).length)
      }
    }),
  )
})

test('the next page is fetched a minute before it is due, and none after the last', () => {
  expect(needsMore([], 0, 0)).toBe(true)
  expect(needsMore(timeline, 4, 5000)).toBe(false)
  expect(needsMore(timeline, 4, 20_000)).toBe(true)
  expect(needsMore(timeline, null, 1e12)).toBe(false)
})
