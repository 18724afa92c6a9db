import { expect, test } from 'vitest'
import { OrderStatus } from '#app/generated/prisma/enums.ts'
import {
  formatClock,
  mayCancel,
  maskPhone,
  nextThing,
  secondsLeft,
  spacedNumber,
  spacedPhone,
  stateOf,
  type BankSays,
} from './order-words.ts'

const payUntil = '2026-11-24T08:15:00.000Z'
const inTime = Date.parse('2026-11-24T08:00:00.000Z')
const late = Date.parse(payUntil)

function nextOf(status: OrderStatus, { now = inTime, bank = null as BankSays | null } = {}) {
  return nextThing(stateOf({ status, payUntil }, { now, bank }))
}

test('an unpaid order is to be paid, and no other', () => {
  const toPay = Object.values(OrderStatus).filter((status) => nextOf(status) === 'pay')
  expect(toPay).toEqual(['awaiting_payment'])
  expect(nextOf('awaiting_payment', { now: late })).toBe('wait')
})

test('while money may be on its way nobody is asked to pay again', () => {
  for (const bank of ['thinking', 'silent'] as const) {
    expect(nextOf('awaiting_payment', { bank })).toBe('wait')
    expect(stateOf({ status: 'closing', payUntil }, { now: late, bank })).toBe('confirming')
    expect(stateOf({ status: 'paid', payUntil }, { now: inTime, bank })).toBe('paid')
  }
})

test('a declined payment is tried again while there is time', () => {
  expect(nextOf('awaiting_payment', { bank: 'nothing-paid' })).toBe('pay')
  expect(nextOf('awaiting_payment', { bank: 'nothing-paid', now: late })).toBe('wait')
})

test('who has the parcel on its way says when it came; before and after there is nothing to say', () => {
  expect(Object.values(OrderStatus).filter((status) => nextOf(status) === 'receive')).toEqual(['dispatched'])
})

test('the buyer calls off only what is not paid', () => {
  expect(Object.values(OrderStatus).filter((status) => mayCancel({ status }))).toEqual(['awaiting_payment'])
})

test('the time left counts down to nothing and never below', () => {
  expect(secondsLeft(payUntil, inTime)).toBe(900)
  expect(secondsLeft(payUntil, late - 500)).toBe(0)
  expect(secondsLeft(payUntil, late + 60_000)).toBe(0)
  expect(formatClock(725)).toBe('12:05')
  expect(formatClock(59)).toBe('0:59')
})

test('a phone is shown by its ends, and read out in pieces', () => {
  expect(maskPhone('13812345678')).toBe('138 **** 5678')
  expect(maskPhone('5678')).toBe('**** 5678')
  expect(spacedPhone('13812345678')).toBe('138 1234 5678')
  expect(spacedNumber('26112449102836')).toBe('261124 4910 2836')
})
