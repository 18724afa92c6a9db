import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Report, Stretch } from './progress.ts'
import { enqueue, isWaiting, joined, readQueue, settle, waitingPosition, type Queue } from './report-queue.ts'

const lesson = '0198d9a6-0000-7000-8000-000000000001'
const other = '0198d9a6-0000-7000-8000-000000000002'

function played(id: string, stretches: Stretch[], { at = 0, position = 0, of = lesson } = {}): Report {
  return { id, kind: 'played', lesson: of, at, played: stretches, position }
}

function answered(id: string, key: string): Report {
  return { id, kind: 'answered', lesson, at: 0, form: [['key', key]] }
}

const stretches = fc.array(
  fc.tuple(fc.nat(60), fc.nat(20)).map(([from, length]): Stretch => [from, from + length]),
  { maxLength: 8 },
)

function seconds(some: readonly Stretch[]): Set<number> {
  return new Set(some.flatMap(([from, to]) => Array.from({ length: to - from }, (_, index) => from + index)))
}

test('joined stretches are the same seconds, in order and apart', () => {
  fc.assert(
    fc.property(stretches, (some) => {
      const union = joined(some)
      expect([...seconds(union)].toSorted()).toEqual([...seconds(some)].toSorted())
      for (const [place, [from]] of union.entries())
        if (place > 0) expect(from).toBeGreaterThan(union[place - 1]?.[1] ?? 0)
    }),
  )
})

test('what was played of one lesson is one report with all of it and her latest position', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ some: stretches, at: fc.nat(1000) }), { minLength: 1, maxLength: 8 }),
      (told) => {
        let queue: Queue = []
        for (const [index, { some, at }] of told.entries())
          queue = enqueue(queue, played(String(index), some, { at, position: at }))
        expect(queue).toHaveLength(1)
        const [report] = queue
        if (report?.kind !== 'played') throw new Error('played')
        expect(seconds(report.played)).toEqual(seconds(joined(told.flatMap(({ some }) => some))))
        expect(report.position).toBe(Math.max(...told.map(({ at }) => at)))
      },
    ),
  )
})

test('what was added while a report was under way is still told after that one has arrived', () => {
  const first = enqueue([], played('1', [[0, 5]]))
  const more = enqueue(first, played('2', [[5, 10]]))
  expect(settle(more, ['1'])).toEqual([played('2', [[0, 10]])])
  expect(settle(more, ['2'])).toEqual([])
})

test('a lesson finished twice is told once, and so is an attempt; another attempt is another', () => {
  const read: Report = { id: 'a', kind: 'read', lesson, at: 0 }
  let queue = enqueue(enqueue([], read), { ...read, id: 'b' })
  expect(queue).toEqual([read])
  queue = enqueue(enqueue(enqueue([], answered('a', 'k')), answered('b', 'k')), answered('c', 'm'))
  expect(queue.map(({ id }) => id)).toEqual(['a', 'c'])
})

test('a full queue gives up a position before what she finished or answered', () => {
  let queue: Queue = enqueue([], played('p', [[0, 5]]))
  for (let index = 0; index < 300; index += 1) queue = enqueue(queue, answered(`a${index}`, `k${index}`))
  expect(queue.some(({ kind }) => kind === 'played')).toBe(false)
  expect(queue).toHaveLength(300)
})

test('the stored list is read again, and what is no report is left out', () => {
  const queue = [played('1', [[0, 5]]), answered('2', 'k')]
  expect(readQueue(JSON.stringify(queue))).toEqual(queue)
  expect(readQueue(JSON.stringify([...queue, { kind: 'gift' }, null]))).toEqual(queue)
  for (const odd of [null, '', '{', '7', '{"a":1}']) expect(readQueue(odd)).toEqual([])
})

test('the page resumes by what is still to be told, and says what waits', () => {
  const queue = [played('1', [], { position: 77 }), answered('2', 'k')]
  expect(waitingPosition(queue, lesson)).toBe(77)
  expect(waitingPosition(queue, other)).toBeNull()
  expect(isWaiting(queue, lesson)).toBe(true)
  expect(isWaiting([queue[0] ?? played('1', [])], lesson)).toBe(false)
})
