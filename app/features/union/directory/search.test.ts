import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memberNumberOf } from '../member-number.ts'
import { readSearch } from './search.ts'

test.each([
  ['', { kind: 'everybody' }],
  ['　', { kind: 'everybody' }],
  ['100 000 017', { kind: 'number', number: '100000017' }],
  ['139-0000-1111', { kind: 'phone', phone: '13900001111' }],
  ['１３９００００１１１１', { kind: 'phone', phone: '13900001111' }],
  ['37021419740901152 8', { kind: 'identity', identityNumber: '370214197409011528' }],
  ['1390000111', { kind: 'unreadable' }],
  ['370214197409011527', { kind: 'unreadable' }],
  ['139 0000 111 号', { kind: 'unreadable' }],
  ['1111', { kind: 'ending', digits: '1111' }],
  ['wxy', { kind: 'sounds', sounds: 'wxy' }],
  ['Wang Xiu-ying', { kind: 'sounds', sounds: 'wangxiuying' }],
  ['王 秀英', { kind: 'name', name: '王秀英' }],
  ['王xiu', { kind: 'name', name: '王xiu' }],
] as const)('%j is understood', (typed, search) => {
  expect(readSearch(typed)).toEqual(search)
})

test('every member number is taken for one, however it is spaced', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10_000_001, max: 99_999_999 }),
      fc.constantFrom('', ' ', '-'),
      (eight, gap) => {
        const number = memberNumberOf(eight)
        expect(readSearch([...number].join(gap))).toEqual({ kind: 'number', number })
      },
    ),
  )
})

test('whatever is typed is understood as something', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => typeof readSearch(typed).kind === 'string'),
  )
})
