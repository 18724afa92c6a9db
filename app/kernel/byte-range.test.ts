import { expect, test } from 'vitest'
import { parseByteRange } from './byte-range.ts'

test('a range is read as RFC 9110 says', () => {
  expect(parseByteRange('bytes=0-99', 1000)).toEqual({ first: 0, last: 99 })
  expect(parseByteRange('bytes=900-', 1000)).toEqual({ first: 900, last: 999 })
  expect(parseByteRange('bytes=900-5000', 1000)).toEqual({ first: 900, last: 999 })
  expect(parseByteRange('bytes=-100', 1000)).toEqual({ first: 900, last: 999 })
  expect(parseByteRange('bytes=-5000', 1000)).toEqual({ first: 0, last: 999 })
})

test('a range outside the file cannot be satisfied', () => {
  expect(parseByteRange('bytes=1000-', 1000)).toBe('unsatisfiable')
  expect(parseByteRange('bytes=-0', 1000)).toBe('unsatisfiable')
})

test('what is no single range means everything', () => {
  for (const header of [null, 'bytes=-', 'items=0-1', 'bytes=0-1,5-6', 'bytes=9-5', 'bytes=a-b']) {
    expect(parseByteRange(header, 1000)).toBeNull()
  }
})
