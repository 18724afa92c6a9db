/** What the sandbox keeps. Amounts in fen; times in whole seconds since 1970, as Stripe counts them. */

export interface SessionRow {
  id: string
  created: number
  expiresAt: number
  status: 'open' | 'complete' | 'expired'
  paymentStatus: 'unpaid' | 'paid'
  amount: number
  currency: string
  title: string
  reference: string | null
  metadata: Record<string, string>
  intentMetadata: Record<string, string>
  successUrl: string
  cancelUrl: string | null
  locale: string
  ways: string[]
  intent: string | null
}

export interface IntentRow {
  id: string
  session: string
  created: number
  amount: number
  currency: string
  status: 'succeeded' | 'processing' | 'requires_payment_method'
  way: string
  charge: { id: string; created: number } | null
  metadata: Record<string, string>
}

export interface RefundRow {
  id: string
  intent: string
  charge: string
  created: number
  amount: number
  currency: string
  status: 'succeeded' | 'pending' | 'failed'
  metadata: Record<string, string>
}

/** An event with its object as it was then. `nextAt`: when it is sent (again), in milliseconds; null once it was taken. */
export interface EventRow {
  id: string
  type: string
  created: number
  object: object & { id: string }
  attempts: number
  nextAt: number | null
}

/** What was answered to a request that carried an idempotency key. */
export interface AnswerRow {
  id: string
  fingerprint: string
  status: number
  body: string
  created: number
}

export interface Rows {
  session: SessionRow
  intent: IntentRow
  refund: RefundRow
  event: EventRow
  answer: AnswerRow
}

export type Kind = keyof Rows
/** One row as it is from now on. */
export type Change = { [Each in Kind]: { kind: Each; row: Rows[Each] } }[Kind]
