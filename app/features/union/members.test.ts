import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkOf, readIdentityNumber, saidBy } from './identity-number.ts'
import { memberNumberOf, readMemberNumber, spacedMemberNumber } from './member-number.ts'
import { readBirthMonth, readName, readPhone } from './members.ts'
import { soundsOfPerson } from './sounds.server.ts'

/** Numbers of nobody: a place that is none, and days of the last century. */
const identityNumber = fc
  .tuple(
    fc.date({ min: new Date('1930-01-01'), max: new Date('2005-12-31'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([day, order]) => {
    const first = `990000${day.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`
    return first + checkOf(first)
  })

describe('an identity number', () => {
  test('is taken with its check character, whatever stands between its digits', () => {
    fc.assert(
      fc.property(identityNumber, (number) => {
        expect(readIdentityNumber(number)).toBe(number)
        expect(readIdentityNumber(` ${number.slice(0, 6)} ${number.slice(6).toLowerCase()}`)).toBe(number)
        const said = saidBy(number)
        expect(said.birthMonth).toBe(`${number.slice(6, 10)}-${number.slice(10, 12)}`)
        expect(said.sex).toBe(Number(number[16]) % 2 === 1 ? 'male' : 'female')
      }),
    )
  })

  test('with one digit wrong, or two beside each other changed over, is refused', () => {
    fc.assert(
      fc.property(identityNumber, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, place, more) => {
        const wrong = (Number(number[place]) + more) % 10
        expect(
          readIdentityNumber(number.slice(0, place) + String(wrong) + number.slice(place + 1)),
        ).toBeNull()
        if (place === 16 || number[place] === number[place + 1]) return
        const swapped = `${number.slice(0, place)}${number[place + 1]}${number[place]}${number.slice(place + 2)}`
        expect(readIdentityNumber(swapped)).toBeNull()
      }),
    )
  })

  test.each(['', '99000019740931123X', '123456', '99000019741301001X', '990000197409'])(
    '%j is none',
    (text) => {
      expect(readIdentityNumber(text)).toBeNull()
    },
  )
})

describe('a member number', () => {
  test('is read as it was given out, with spaces or without, and not with one digit wrong', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000_001, max: 99_999_999 }),
        fc.nat(8),
        fc.integer({ min: 1, max: 9 }),
        (eight, place, more) => {
          const number = memberNumberOf(eight)
          expect(readMemberNumber(spacedMemberNumber(number))).toBe(number)
          const wrong = (Number(number[place]) + more) % 10
          expect(
            readMemberNumber(number.slice(0, place) + String(wrong) + number.slice(place + 1)),
          ).toBeNull()
        },
      ),
    )
  })
})

describe('what a roll says of somebody', () => {
  test.each([
    ['王 丽', '王丽'],
    ['　李桂香 ', '李桂香'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['Anna  Schmidt', 'Anna Schmidt'],
    ['王', null],
    ['合计：35', null],
    ['13800000000', null],
    ['', null],
  ])('the name %j is %j', (text, name) => {
    expect(readName(text)).toBe(name)
  })

  test.each([
    ['138 0000 0000', '13800000000'],
    ['+86-138-0000-0000', '13800000000'],
    ['８６１３８００００００００', '13800000000'],
    ['0086 13800000000', '13800000000'],
    ['12800000000', null],
    ['1380000000', null],
    ['0532-87650000', null],
  ])('the phone %j is %j', (text, phone) => {
    expect(readPhone(text)).toBe(phone)
  })

  test('a month of birth is one of somebody who can be a member', () => {
    const now = new Date('2026-11-29T00:00:00Z')
    expect(readBirthMonth('1974-09', now)).toBe('1974-09')
    expect(readBirthMonth('2010-11', now)).toBe('2010-11')
    for (const wrong of ['2010-12', '1974-13', '1974-00', '1900-01', '74-09', '1974-9'])
      expect(readBirthMonth(wrong, now), wrong).toBeNull()
  })

  test('a name is found by its sounds and their first letters', () => {
    expect(soundsOfPerson('王秀英')).toBe('wangxiuying wxy')
    expect(soundsOfPerson('单桂香')).toBe('shanguixiang sgx')
    expect(soundsOfPerson('吕丽')).toMatch(/^lvli ll$/)
  })
})
