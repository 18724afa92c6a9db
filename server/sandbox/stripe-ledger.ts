import { randomBytes } from 'node:crypto'
import { chargeObject, intentObject, sessionObject } from './stripe-objects.ts'
import { missing } from './stripe-refusal.ts'
import type { Change, EventRow, IntentRow, Rows, SessionRow } from './stripe-rows.ts'
import type { StripeStore } from './stripe-store.ts'

export interface LedgerOptions {
  store: StripeStore
  /** Where the page of a session is, without the session's id at its end. */
  pages: string
  /** In milliseconds. */
  now: () => number
  /** Called with each event once it is kept. */
  tell: (event: EventRow) => void
  /** Whether a refund that is asked for now takes its time; else it is done at once. */
  slowRefunds?: () => boolean
}

/** What the sandbox's deeds stand on: its rows, its clock, and how both are shown and told of. */
export interface Ledger extends LedgerOptions {
  /** In whole seconds. */
  seconds(): number
  /** The row, or Stripe's refusal by that name. */
  get<Of extends keyof typeof names>(kind: Of, id: string): Rows[Of]
  /** What was sent back of a payment, or is under way; in fen. */
  refundedOf(intent: string): number
  showSession(row: SessionRow, expand?: ReadonlySet<string>): ReturnType<typeof sessionObject>
  showIntent(row: IntentRow, deep?: boolean): ReturnType<typeof intentObject>
  /** Keeps the changes and their event, all or nothing, then tells of it. */
  commit(changes: Change[], type: string, object: EventRow['object']): void
}

const names = { session: 'checkout.session', intent: 'payment_intent', refund: 'refund' } as const

export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`
}

export function openLedger(options: LedgerOptions): Ledger {
  const { store, now } = options
  const ledger: Ledger = {
    ...options,
    seconds: () => Math.floor(now() / 1000),
    get(kind, id) {
      const row = store.find(kind, id)
      if (row === undefined) throw missing(names[kind], id)
      return row
    },
    refundedOf(intent) {
      let sum = 0
      for (const row of store.all('refund'))
        if (row.intent === intent && row.status !== 'failed') sum += row.amount
      return sum
    },
    showSession(row, expand = new Set()) {
      const deep = expand.has('payment_intent.latest_charge')
      const wanted = row.intent !== null && (deep || expand.has('payment_intent'))
      const intent = wanted ? ledger.showIntent(ledger.get('intent', row.intent ?? ''), deep) : undefined
      return sessionObject(row, `${options.pages}/${row.id}`, intent)
    },
    showIntent: (row, deep = false) =>
      intentObject(row, deep ? chargeObject(row, ledger.refundedOf(row.id)) : undefined),
    commit(changes, type, object) {
      const created = ledger.seconds()
      const event: EventRow = { id: newId('evt'), type, created, object, attempts: 0, nextAt: now() }
      store.commit([...changes, { kind: 'event', row: event }])
      options.tell(event)
    },
  }
  return ledger
}
