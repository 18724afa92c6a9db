import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { parseForm, textAt, textsAt, type Form } from './stripe-form.ts'
import type { Ledger } from './stripe-ledger.ts'
import { eventObject, listObject, refundObject } from './stripe-objects.ts'
import { missing, StripeRefusal } from './stripe-refusal.ts'
import { createRefund } from './stripe-refunds.ts'
import { createSession, expireSession, findSession } from './stripe-sessions.ts'
import { keysAreKept } from './stripe-store.ts'

/** What goes wrong with a call, for tests: it never arrives, or is carried out and its answer is lost. */
export type Disturbance = 'away' | 'lost' | null

export interface ApiOptions {
  ledger: Ledger
  secretKey: string
  disturb?: (call: { method: string; path: string }) => Disturbance
}

interface Call {
  method: string
  path: string
  form: Form
  body: string
  key: string | null
}

interface Answer {
  status: number
  body: string
  replayed?: boolean
}

const mostBytes = 256 * 1024

/** Stripe's API as far as this shop speaks to it: form-encoded in, JSON out, each POST idempotent by its key. */
export function createStripeApi(options: ApiOptions): Server {
  return createServer((request, response) => {
    void answerCall(request, options).then(
      (answer) => send(response, answer),
      (error: unknown) => send(response, refusalAnswer(error)),
    )
  })
}

async function answerCall(request: IncomingMessage, options: ApiOptions): Promise<Answer> {
  const body = await readBody(request)
  const url = new URL(request.url ?? '/', 'http://stripe.sandbox')
  const method = request.method ?? 'GET'
  const disturbed = options.disturb?.({ method, path: url.pathname }) ?? null
  if (disturbed === 'away') throw broken()
  if (request.headers.authorization !== `Bearer ${options.secretKey}`)
    throw new StripeRefusal('Invalid API Key provided', { status: 401 })
  const key = request.headers['idempotency-key']
  const answer = answerOnce(options.ledger, {
    method,
    path: url.pathname,
    form: parseForm(method === 'GET' ? url.search.slice(1) : body),
    body,
    key: method === 'POST' && typeof key === 'string' ? key : null,
  })
  if (disturbed === 'lost') throw broken()
  return answer
}

/** The same key is answered the same, whatever has become of it since; never with other parameters. */
function answerOnce(ledger: Ledger, call: Call): Answer {
  if (call.key === null) return attempt(ledger, call).answer
  if (call.key.length > 255) throw new StripeRefusal('Idempotency keys have at most 255 characters.')
  const fingerprint = createHash('sha256').update(`${call.method} ${call.path}\n${call.body}`).digest('hex')
  const before = ledger.store.find('answer', call.key)
  if (before !== undefined && before.created + keysAreKept > ledger.seconds()) {
    if (before.fingerprint === fingerprint)
      return { status: before.status, body: before.body, replayed: true }
    throw new StripeRefusal(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${call.key}' if you meant to execute a different request.`,
      { type: 'idempotency_error' },
    )
  }
  const { answer, tried } = attempt(ledger, call)
  if (tried)
    ledger.store.commit([
      { kind: 'answer', row: { id: call.key, fingerprint, ...answer, created: ledger.seconds() } },
    ])
  return answer
}

/** What failed by its form alone was never tried: mended, it may be sent under the same key. */
function attempt(ledger: Ledger, call: Call): { answer: Answer; tried: boolean } {
  try {
    return { answer: { status: 200, body: JSON.stringify(carryOut(ledger, call)) }, tried: true }
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error
    return { answer: refusalAnswer(error), tried: error.tried }
  }
}

function carryOut(ledger: Ledger, { method, path, form }: Call): object {
  const expand = new Set(Object.values(textsAt(form, 'expand')))
  const [, version, ...steps] = path.split('/').map(decodeURIComponent)
  const [first = '', second = ''] = steps
  const route = `${method} ${version}/${steps.map((step) => (/^(cs|pi|re|evt)_/.test(step) ? ':id' : step)).join('/')}`
  switch (route) {
    case 'POST v1/checkout/sessions':
      return ledger.showSession(createSession(ledger, form), expand)
    case 'GET v1/checkout/sessions/:id':
      return ledger.showSession(findSession(ledger, steps[2] ?? ''), expand)
    case 'POST v1/checkout/sessions/:id/expire':
      return ledger.showSession(expireSession(ledger, steps[2] ?? ''), expand)
    case 'GET v1/payment_intents/:id':
      return ledger.showIntent(ledger.get('intent', second), expand.has('latest_charge'))
    case 'POST v1/refunds':
      return refundObject(createRefund(ledger, form))
    case 'GET v1/refunds':
      return listRefunds(ledger, form)
    case 'GET v1/refunds/:id':
      return refundObject(ledger.get('refund', second))
    case 'GET v1/events':
      return listEvents(ledger, form)
    case 'GET v1/events/:id':
      return eventObject(ledger.store.find('event', second) ?? raise(missing('event', second)))
    default:
      throw new StripeRefusal(`Unrecognized request URL (${method}: ${path}).`, { status: 404, param: first })
  }
}

function listRefunds(ledger: Ledger, form: Form): object {
  const { payment_intent: intent, limit = '10' } = textsAt(form)
  const rows = [...ledger.store.all('refund')].filter((row) => intent === undefined || row.intent === intent)
  const shown = rows.reverse().slice(0, Math.min(100, Number(limit) || 10))
  return listObject('/v1/refunds', shown.map(refundObject), shown.length < rows.length)
}

function listEvents(ledger: Ledger, form: Form): object {
  const { delivery_success: delivered, limit = '10' } = textsAt(form)
  const since = Number(textAt(form, 'created', 'gte') ?? 0)
  const types = new Set(Object.values(textsAt(form, 'types')))
  const rows = [...ledger.store.all('event')].filter(
    ({ type, created, nextAt }) =>
      created >= since &&
      (types.size === 0 || types.has(type)) &&
      (delivered === undefined || (nextAt === null) === (delivered === 'true')),
  )
  const shown = rows.reverse().slice(0, Math.min(100, Number(limit) || 10))
  return listObject('/v1/events', shown.map(eventObject), shown.length < rows.length)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) throw new StripeRefusal('The request is too large.', { status: 413 })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function refusalAnswer(error: unknown): Answer {
  const refusal = error instanceof StripeRefusal ? error : broken()
  return { status: refusal.status, body: JSON.stringify(refusal) }
}

function broken(): StripeRefusal {
  return new StripeRefusal('An unexpected error occurred.', { status: 500, type: 'api_error' })
}

function send(response: ServerResponse, { status, body, replayed }: Answer): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Request-Id': `req_${randomBytes(7).toString('hex')}`,
    // What failed on the way is not helped by the client's own repetition: the shop repeats it.
    ...(status >= 500 ? { 'Stripe-Should-Retry': 'false' } : {}),
    ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}),
  })
  response.end(body)
}

function raise(error: Error): never {
  throw error
}
