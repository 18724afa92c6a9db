import { textAt, type Form } from './stripe-form.ts'
import { newId, type Ledger } from './stripe-ledger.ts'
import { refundObject } from './stripe-objects.ts'
import { missingParam, StripeRefusal } from './stripe-refusal.ts'
import type { IntentRow, RefundRow } from './stripe-rows.ts'
import { readMetadata, whole } from './stripe-session-rules.ts'

export function createRefund(ledger: Ledger, form: Form): RefundRow {
  const intent = ledger.get('intent', textAt(form, 'payment_intent') ?? missingParam('payment_intent'))
  if (intent.charge === null)
    throw new StripeRefusal(`PaymentIntent ${intent.id} does not have a successful charge to refund.`)
  const row: RefundRow = {
    id: newId('re'),
    intent: intent.id,
    charge: intent.charge.id,
    created: ledger.seconds(),
    amount: amountOf(ledger, form, intent),
    currency: intent.currency,
    status: ledger.slowRefunds?.() ? 'pending' : 'succeeded',
    metadata: readMetadata(form, 'metadata'),
  }
  ledger.commit([{ kind: 'refund', row }], 'refund.created', refundObject(row))
  return row
}

/** The bank's late answer to a refund; one that has its answer stays as it is. */
export function decideRefund(ledger: Ledger, id: string, yes: boolean): void {
  const row = ledger.get('refund', id)
  if (row.status !== 'pending') return
  const decided: RefundRow = { ...row, status: yes ? 'succeeded' : 'failed' }
  ledger.commit(
    [{ kind: 'refund', row: decided }],
    yes ? 'refund.updated' : 'refund.failed',
    refundObject(decided),
  )
}

/** Never more than was paid, in all refunds together. */
function amountOf(ledger: Ledger, form: Form, intent: IntentRow): number {
  const left = intent.amount - ledger.refundedOf(intent.id)
  if (left === 0)
    throw new StripeRefusal(`Charge ${intent.charge?.id} has already been refunded.`, {
      code: 'charge_already_refunded',
      tried: true,
    })
  const amount = textAt(form, 'amount') === undefined ? left : whole(form, 'amount')
  if (amount > 0 && amount <= left) return amount
  throw new StripeRefusal(`Refund amount is greater than unrefunded amount on charge.`, {
    param: 'amount',
    tried: true,
  })
}
