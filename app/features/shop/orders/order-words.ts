import type { OrderStatus } from '#app/generated/prisma/enums.ts'

/** How an order stands, as its buyer is told: each has its sentence in the texts under `orders:state`. */
export type OrderState =
  | 'awaiting'
  | 'confirming'
  | 'closing'
  | 'cancelled'
  | 'paid'
  | 'dispatched'
  | 'received'
  | 'refunding'
  | 'refunded'

/** The one thing that is next, if any: to pay, to wait for what the bank says, to say that it came. */
export type NextThing = 'pay' | 'wait' | 'receive' | null

/**
 * What Stripe knew when she came back from the payment page of an unpaid order: the bank has not answered yet, nothing
 * was paid (declined, or she turned back), or Stripe itself could not be asked.
 */
export type BankSays = 'thinking' | 'nothing-paid' | 'silent'

/**
 * How the order stands at `now` (ms). An order whose time is up is as good as called off, though Stripe has yet to
 * confirm it; one for which money may be on its way is not to be paid again.
 */
export function stateOf(
  order: { status: OrderStatus; payUntil: string },
  { now, bank }: { now: number; bank: BankSays | null },
): OrderState {
  const { status } = order
  if (status !== 'awaiting_payment' && status !== 'closing') return status
  if (bank === 'thinking' || bank === 'silent') return 'confirming'
  return status === 'awaiting_payment' && now < Date.parse(order.payUntil) ? 'awaiting' : 'closing'
}

export function nextThing(state: OrderState): NextThing {
  if (state === 'awaiting') return 'pay'
  if (state === 'confirming' || state === 'closing') return 'wait'
  return state === 'dispatched' ? 'receive' : null
}

/** Whether the buyer may call it off by herself. */
export function mayCancel(order: { status: OrderStatus }): boolean {
  return order.status === 'awaiting_payment'
}

/** How many whole seconds are left at `now` (ms) to pay it; 0 once its time is up. */
export function secondsLeft(payUntil: string, now: number): number {
  return Math.max(0, Math.floor((Date.parse(payUntil) - now) / 1000))
}

/** "12:05" for 725 seconds. */
export function formatClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** "138 **** 5678": her own number, on a screen that others may see. */
export function maskPhone(phone: string): string {
  return phone.length === 11 ? `${phone.slice(0, 3)} **** ${phone.slice(7)}` : `**** ${phone.slice(-4)}`
}

/** "138 1234 5678": to be read out and dialled. */
export function spacedPhone(phone: string): string {
  return phone.length === 11 ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone
}

/** "261124 4910 2836": the order's number in pieces that can be read out. */
export function spacedNumber(number: string): string {
  return number.length === 14 ? `${number.slice(0, 6)} ${number.slice(6, 10)} ${number.slice(10)}` : number
}
