import type { EventRow, IntentRow, RefundRow, SessionRow } from './stripe-rows.ts'

/** The shapes that Stripe gives its objects: those fields that a shop reads, and those around them. */

export function sessionObject(row: SessionRow, url: string, expanded?: object) {
  return {
    id: row.id,
    object: 'checkout.session' as const,
    adaptive_pricing: { enabled: false },
    allowed_payment_method_types: row.ways,
    amount_subtotal: row.amount,
    amount_total: row.amount,
    cancel_url: row.cancelUrl,
    client_reference_id: row.reference,
    created: row.created,
    currency: row.currency,
    customer: null,
    expires_at: row.expiresAt,
    livemode: false,
    locale: row.locale,
    metadata: row.metadata,
    mode: 'payment' as const,
    payment_intent: expanded ?? row.intent,
    payment_method_types: row.ways,
    payment_status: row.paymentStatus,
    status: row.status,
    success_url: row.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page' as const,
    url: row.status === 'open' ? url : null,
  }
}

export function intentObject(row: IntentRow, expanded?: object) {
  return {
    id: row.id,
    object: 'payment_intent' as const,
    amount: row.amount,
    amount_received: row.status === 'succeeded' ? row.amount : 0,
    capture_method: 'automatic_async',
    created: row.created,
    currency: row.currency,
    latest_charge: expanded ?? row.charge?.id ?? null,
    livemode: false,
    metadata: row.metadata,
    payment_method_types: [row.way],
    status: row.status,
  }
}

export function chargeObject({ charge, ...row }: IntentRow, refunded: number) {
  if (charge === null) return undefined
  return {
    id: charge.id,
    object: 'charge' as const,
    amount: row.amount,
    amount_captured: row.amount,
    amount_refunded: refunded,
    captured: true,
    created: charge.created,
    currency: row.currency,
    livemode: false,
    metadata: row.metadata,
    paid: true,
    payment_intent: row.id,
    payment_method_details: { type: row.way, [row.way]: {} },
    refunded: refunded >= row.amount,
    status: 'succeeded' as const,
  }
}

export function refundObject(row: RefundRow) {
  return {
    id: row.id,
    object: 'refund' as const,
    amount: row.amount,
    charge: row.charge,
    created: row.created,
    currency: row.currency,
    metadata: row.metadata,
    payment_intent: row.intent,
    reason: null,
    status: row.status,
    ...(row.status === 'failed' ? { failure_reason: 'declined' } : {}),
  }
}

export function eventObject(row: EventRow) {
  return {
    id: row.id,
    object: 'event' as const,
    api_version: '2026-10-28.endive',
    created: row.created,
    data: { object: row.object },
    livemode: false,
    pending_webhooks: row.nextAt === null ? 0 : 1,
    request: { id: null, idempotency_key: null },
    type: row.type,
  }
}

export function listObject(url: string, data: object[], hasMore: boolean) {
  return { object: 'list' as const, url, has_more: hasMore, data }
}
