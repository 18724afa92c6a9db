import { randomBytes } from 'node:crypto'
import type { Form } from './stripe-form.ts'
import { newId, type Ledger } from './stripe-ledger.ts'
import { StripeRefusal } from './stripe-refusal.ts'
import type { Change, IntentRow, SessionRow } from './stripe-rows.ts'
import { readSessionWish } from './stripe-session-rules.ts'

export function createSession(ledger: Ledger, form: Form): SessionRow {
  const row: SessionRow = {
    ...readSessionWish(form, ledger.seconds()),
    id: `cs_test_a1${randomBytes(28).toString('hex')}`,
    created: ledger.seconds(),
    status: 'open',
    paymentStatus: 'unpaid',
    intent: null,
  }
  ledger.store.commit([{ kind: 'session', row }])
  return row
}

/** A page whose time is over has expired, whoever looks. */
export function findSession(ledger: Ledger, id: string): SessionRow {
  const row = ledger.get('session', id)
  const over = row.status === 'open' && row.expiresAt <= ledger.seconds()
  return over ? change(ledger, { ...row, status: 'expired' }, 'expired') : row
}

export function expireSession(ledger: Ledger, id: string): SessionRow {
  return change(ledger, { ...findOpen(ledger, id), status: 'expired' }, 'expired')
}

/** She pays; where the bank takes its time, it answers by `decidePayment`. */
export function paySession(
  ledger: Ledger,
  { id, way, slowly = false }: { id: string; way: string; slowly?: boolean },
): SessionRow {
  const row = findOpen(ledger, id)
  if (!row.ways.includes(way)) throw new StripeRefusal('This payment method is not offered here.')
  const intent: IntentRow = {
    id: newId('pi'),
    session: row.id,
    created: ledger.seconds(),
    amount: row.amount,
    currency: row.currency,
    status: slowly ? 'processing' : 'succeeded',
    way,
    charge: slowly ? null : { id: newId('ch'), created: ledger.seconds() },
    metadata: row.intentMetadata,
  }
  const paymentStatus = slowly ? 'unpaid' : 'paid'
  const paid: SessionRow = { ...row, status: 'complete', paymentStatus, intent: intent.id }
  return change(ledger, paid, 'completed', [{ kind: 'intent', row: intent }])
}

/** The bank's late answer to a payment that it took its time over. */
export function decidePayment(ledger: Ledger, id: string, yes: boolean): SessionRow {
  const row = findSession(ledger, id)
  const intent = ledger.get('intent', row.intent ?? '')
  if (intent.status !== 'processing') throw new StripeRefusal('The bank has answered already.')
  const decided: IntentRow = yes
    ? { ...intent, status: 'succeeded', charge: { id: newId('ch'), created: ledger.seconds() } }
    : { ...intent, status: 'requires_payment_method' }
  const became: SessionRow = { ...row, paymentStatus: yes ? 'paid' : 'unpaid' }
  const type = yes ? 'async_payment_succeeded' : 'async_payment_failed'
  return change(ledger, became, type, [{ kind: 'intent', row: decided }])
}

/** Ends every page whose time is over. */
export function sweepSessions(ledger: Ledger): void {
  for (const { id, status } of [...ledger.store.all('session')])
    if (status === 'open') findSession(ledger, id)
}

function findOpen(ledger: Ledger, id: string): SessionRow {
  const row = findSession(ledger, id)
  if (row.status === 'open') return row
  throw new StripeRefusal(
    `Only Checkout Sessions with a status in ["open"] can be expired or paid. This Checkout Session has a status of ${row.status}.`,
    { tried: true },
  )
}

function change(ledger: Ledger, row: SessionRow, type: string, more: Change[] = []): SessionRow {
  ledger.commit(
    [...more, { kind: 'session', row }],
    `checkout.session.${type}`,
    // As it is then: it is what the event carries.
    ledger.showSession(row),
  )
  return row
}
