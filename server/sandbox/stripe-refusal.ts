type Type = 'invalid_request_error' | 'idempotency_error' | 'card_error' | 'api_error'

export interface RefusalDetails {
  status?: number
  type?: Type
  code?: string
  param?: string
  /** The request was understood and tried: with an idempotency key, the same is answered ever after. */
  tried?: boolean
}

/** An answer of Stripe's that is not the one hoped for. */
export class StripeRefusal extends Error {
  override name = 'StripeRefusal'
  readonly status: number
  readonly tried: boolean
  private readonly details: RefusalDetails

  constructor(message: string, details: RefusalDetails = {}) {
    super(message)
    this.status = details.status ?? 400
    this.tried = details.tried ?? false
    this.details = details
  }

  toJSON() {
    const { type = 'invalid_request_error', code, param } = this.details
    return { error: { type, message: this.message, ...(code && { code }), ...(param && { param }) } }
  }
}

export function missing(what: string, id: string): StripeRefusal {
  return new StripeRefusal(`No such ${what}: '${id}'`, {
    status: 404,
    code: 'resource_missing',
    param: what === 'payment_intent' ? 'payment_intent' : 'id',
  })
}

export function missingParam(param: string): never {
  throw new StripeRefusal(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}
