import fc from 'fast-check'
import { expect, test } from 'vitest'
import { certificateNumber, maskedName, readCertificateNumber } from './certificate-number.ts'

const numbers = fc
  .record({ year: fc.integer({ min: 2022, max: 2999 }), serial: fc.integer({ min: 1, max: 999_999 }) })
  .map(certificateNumber)

test('a number is read as it was given, also in small letters, with spaces or without dashes', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      expect(readCertificateNumber(number)).toBe(number)
      expect(readCertificateNumber(` ${number.toLowerCase().replaceAll('-', ' ')} `)).toBe(number)
      expect(readCertificateNumber(number.replaceAll('-', ''))).toBe(number)
    }),
  )
})

test('a number with one digit mistyped is none of ours', () => {
  fc.assert(
    fc.property(numbers, fc.nat(10), fc.integer({ min: 1, max: 9 }), (number, place, more) => {
      const digits = [...number.replace(/\D/g, '')]
      digits[place] = String((Number(digits[place]) + more) % 10)
      expect(readCertificateNumber(`HD${digits.join('')}`)).toBeNull()
    }),
  )
})

test('strangers see how a name begins and not how long it is', () => {
  expect(maskedName('王秀英')).toBe('王**')
  expect(maskedName(' 𠮷田 ')).toBe('𠮷**')
})
