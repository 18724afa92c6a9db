import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { beginClosing } from '#app/features/shop/orders/close-order.server.ts'
import { confirmReceipt, dispatchOrder } from '#app/features/shop/orders/dispatch.server.ts'
import { placeOrder } from '#app/features/shop/orders/place-order.server.ts'
import { askRefund } from '#app/features/shop/orders/refund-order.server.ts'
import { orderOf } from '#app/features/shop/orders/testing.server.ts'
import { openCheckout } from '#app/features/shop/payment/checkout.server.ts'
import { reconcile } from '#app/features/shop/payment/reconcile.server.ts'
import { settleOrder } from '#app/features/shop/payment/settle.server.ts'
import { hearWebhook } from '#app/features/shop/payment/webhook.server.ts'
import { StripeRefusal } from '#server/sandbox/stripe-refusal.ts'
import { createSession, decidePayment, paySession } from '#server/sandbox/stripe-sessions.ts'
import { parseForm } from '#server/sandbox/stripe-form.ts'
import { findProblems } from './payments-checks.ts'
import { arriving, choose, deliver, type History } from './payments-events.ts'
import { runDueJob } from './payments-outbox.ts'
import type { Plan, Step } from './payments-plan.ts'
import { letSettle } from './payments-settling.ts'
import { discountFen, makeCast, type World } from './payments-world.ts'

/** Lives through a plan, lets everything settle, and answers what does not add up: nothing, if all is well. */
export async function liveThrough(world: World, plan: Plan): Promise<string[]> {
  await world.renew()
  world.slowRefunds = plan.slowRefunds
  const cast = await makeCast(world, plan.stock)
  const sets = { dropped: new Set<string>(), delivered: new Set<string>(), wronged: new Set<string>() }
  const history: History = { world, cast, plan, orders: [], pages: [], ...sets, problems: [] }
  for (const round of plan.rounds) await Promise.all(round.map((step) => take(history, step)))
  world.calm()
  await letSettle(history)
  await findProblems(history)
  return history.problems
}

/** A step that Stripe or a rule refuses is no problem; one that breaks is. */
async function take(history: History, step: Step): Promise<void> {
  try {
    const act = steps[step.do] as (history: History, step: Step) => Promise<void> | void
    await act(history, step)
  } catch (error) {
    if (error instanceof StripeRefusal || error instanceof Stripe.errors.StripeError) return
    history.problems.push(`${step.do} broke: ${error instanceof Error ? error.message : String(error)}`)
  }
}

type Steps = { [Each in Step['do']]: (history: History, step: Step & { do: Each }) => Promise<void> | void }

const steps: Steps = {
  async place(history, { buyer, quantity, coupon, times }) {
    const { cast, world } = history
    const { id: buyerId = '', claimId = '' } = cast.buyers[buyer] ?? {}
    const discount = coupon ? { claimId, discountFen } : {}
    const input = orderOf(cast.stall, { buyerId, quantity, key: randomUUID(), ...discount })
    const placed = await Promise.all(Array.from({ length: times }, () => placeOrder(input, world.now())))
    const ids = new Set(placed.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : [])))
    if (ids.size > 1) history.problems.push('one key placed two orders')
    for (const id of ids) history.orders.push({ id, buyerId })
  },
  async open(history, { pick, times }) {
    const order = choose(history.orders, pick)
    if (order === undefined) return
    const asked = { orderId: order.id, buyerId: order.buyerId }
    const opened = await Promise.all(
      Array.from({ length: times }, () => openCheckout(asked, history.world.now())),
    )
    for (const outcome of opened)
      if (outcome.ok) history.pages.push(outcome.value.url.split('/').at(-1) ?? '')
  },
  pay({ pages, world }, { pick, way, slowly }) {
    const id = choose(pages, pick)
    if (id !== undefined) paySession(world.sandbox.ledger, { id, way, slowly })
  },
  decide({ pages, world }, { pick, yes }) {
    const { ledger } = world.sandbox
    const waiting = [...ledger.store.all('intent')].filter(({ status }) => status === 'processing')
    const intent = choose(waiting, pick)
    if (intent !== undefined && pages.length > 0) decidePayment(ledger, intent.session, yes)
  },
  async return({ orders, world }, { pick }) {
    const order = choose(orders, pick)
    if (order !== undefined) await settleOrder(order.id, world.now())
  },
  async 'call off'({ orders, world }, { pick }) {
    const order = choose(orders, pick)
    if (order === undefined) return
    await beginClosing({ orderId: order.id, why: 'unwanted', buyerId: order.buyerId, now: world.now() })
  },
  async job({ world }, { pick }) {
    await runDueJob(world, pick)
  },
  async deliver(history, { pick, times }) {
    const event = choose(arriving(history), pick)
    if (event === undefined) return
    await Promise.all(Array.from({ length: times }, () => deliver(history, event)))
  },
  drop(history, { pick }) {
    const event = choose(arriving(history), pick)
    if (event !== undefined && !history.delivered.has(event.id)) history.dropped.add(event.id)
  },
  async forge(history, { pick }) {
    const event = choose(history.world.sandbox.events(), pick)
    if (event === undefined) return
    const { body } = history.world.sandbox.sign(event)
    const signature = Stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret: 'whsec_of_somebody_else',
    })
    if ((await hearWebhook({ body, signature })) !== 'unsigned')
      history.problems.push('a forged event was heard')
  },
  wait({ world }, { seconds }) {
    world.wait(seconds * 1000)
  },
  async reconcile({ world }) {
    await reconcile(world.now())
  },
  async refund({ orders, world, cast }, { pick }) {
    const order = choose(orders, pick)
    if (order === undefined) return
    const asked = { orderId: order.id, reason: '蛤蜊死了', byPersonId: cast.stall.sellerId }
    await askRefund({ ...asked, now: world.now() })
  },
  async dispatch({ orders, world, cast }, { pick }) {
    const order = choose(orders, pick)
    if (order === undefined) return
    const parcel = { carrier: 'sf', trackingNumber: 'SF1234567890123' } as const
    await dispatchOrder({ orderId: order.id, sellerId: cast.stall.sellerId, ...parcel, now: world.now() })
  },
  async receive({ orders, world }, { pick }) {
    const order = choose(orders, pick)
    if (order !== undefined)
      await confirmReceipt({ orderId: order.id, buyerId: order.buyerId, now: world.now() })
  },
  disturb({ world }, { how, calls }) {
    world.disturbNext(how, calls)
  },
  'second page'(history, { pick }) {
    const { ledger } = history.world.sandbox
    const page = choose([...ledger.store.all('session')], pick)
    if (page === undefined || page.reference === null) return
    const again = createSession(ledger, parseForm(secondPage(page.reference, page.amount)))
    history.wronged.add(page.reference)
    paySession(ledger, { id: again.id, way: 'card' })
  },
  revive(history, { pick }) {
    const { ledger } = history.world.sandbox
    const ended = [...ledger.store.all('session')].filter(({ status }) => status === 'expired')
    const page = choose(ended, pick)
    if (page === undefined || page.reference === null) return
    history.wronged.add(page.reference)
    const expiresAt = ledger.seconds() + 600
    ledger.store.commit([{ kind: 'session', row: { ...page, status: 'open', expiresAt } }])
    paySession(ledger, { id: page.id, way: 'card' })
  },
}

function secondPage(orderId: string, amount: number): string {
  return new URLSearchParams({
    mode: 'payment',
    client_reference_id: orderId,
    'metadata[order]': orderId,
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'cny',
    'line_items[0][price_data][unit_amount]': String(amount),
    'line_items[0][price_data][product_data][name]': 'x',
    'payment_method_options[wechat_pay][client]': 'web',
    success_url: 'http://localhost:3000/',
  }).toString()
}
