import type { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import type { History } from './payments-events.ts'

const holding = new Set(['paid', 'dispatched', 'received', 'refunding'])
const kept = new Set([...holding, 'refunded'])

/** Adds to the history's problems whatever does not add up between our books, the shelf and Stripe's. */
export async function findProblems(history: History): Promise<void> {
  const ids = history.orders.map(({ id }) => id)
  const orders = await database().order.findMany({
    where: { id: { in: ids } },
    include: { payments: { include: { refunds: true } }, lines: true },
  })
  for (const order of orders) checkOrder(history, order)
  await checkShelf(history, orders)
  await checkCoupons(history, orders)
  await checkEvents(history)
}

type Order = Prisma.OrderGetPayload<{
  include: { payments: { include: { refunds: true } }; lines: true }
}>

function checkOrder({ world, problems }: History, order: Order): void {
  const { ledger } = world.sandbox
  const say = (what: string) => problems.push(`order ${order.id} (${order.status}): ${what}`)
  const came = [...ledger.store.all('intent')].filter(
    ({ session, status }) => status === 'succeeded' && ledger.get('session', session).reference === order.id,
  )
  const known = new Set(order.payments.map(({ paymentIntent }) => paymentIntent))
  if (came.some(({ id }) => !known.has(id))) say('money came that our books do not know')
  if (known.size > came.length) say('our books know money that never came')
  const good = order.payments.filter((payment) => payment.kept)
  if (good.length > 1) say('two payments are kept')
  if (kept.has(order.status) !== (good.length === 1)) say(`${good.length} payments are kept`)
  for (const payment of order.payments)
    if (!payment.kept && !payment.refunds.some(({ status }) => status === 'done'))
      say('a payment that is not kept has not gone back')
  const sum = came.reduce((total, { id, amount }) => total + amount - ledger.refundedOf(id), 0)
  if (sum !== (holding.has(order.status) ? order.totalFen : 0)) say(`${sum} fen of its money are here`)
  if (order.status === 'awaiting_payment' || order.status === 'closing') say('it never ended')
  const page = order.checkoutSession && ledger.get('session', order.checkoutSession)
  if (order.status === 'cancelled' && page && page.status === 'open') say('its page can still be paid')
}

async function checkShelf({ cast, problems }: History, orders: Order[]): Promise<void> {
  const { variantId } = cast.stall
  const [{ stock }, { _sum }] = await Promise.all([
    database().variant.findUniqueOrThrow({ where: { id: variantId } }),
    database().stockMovement.aggregate({ where: { variantId }, _sum: { quantity: true } }),
  ])
  if (stock !== (_sum.quantity ?? 0)) problems.push(`stock ${stock}, movements ${_sum.quantity}`)
  let sold = 0
  for (const order of orders) {
    const away = holding.has(order.status) || (order.status === 'refunded' && order.dispatchedAt !== null)
    if (away) for (const { quantity } of order.lines) sold += quantity
  }
  if (stock !== cast.stock - sold) problems.push(`stock ${stock}, but ${cast.stock} less ${sold} sold`)
}

async function checkCoupons({ cast, problems, wronged }: History, orders: Order[]): Promise<void> {
  const claims = await database().claim.findMany({
    where: { id: { in: cast.buyers.map(({ claimId }) => claimId) } },
  })
  const holder = new Map(claims.map((claim) => [claim.orderId, claim]))
  for (const order of orders) {
    const wanted = order.discountFen > 0 && order.status !== 'cancelled'
    // Called off and paid all the same, it may find its coupon used elsewhere: the money is what was agreed.
    if (wanted && !holder.has(order.id) && !wronged.has(order.id))
      problems.push(`order ${order.id} has a discount, and no coupon`)
    if (!wanted && holder.has(order.id)) problems.push(`order ${order.id} (${order.status}) holds a coupon`)
  }
}

async function checkEvents({ world, delivered, problems }: History): Promise<void> {
  const ids = world.sandbox.events().map(({ id }) => id)
  const rows = await database().stripeEvent.findMany({ where: { id: { in: ids } } })
  for (const { id, handledAt } of rows) if (handledAt === null) problems.push(`event ${id} was never handled`)
  const known = new Set(rows.map(({ id }) => id))
  for (const id of delivered) if (!known.has(id)) problems.push(`event ${id} arrived and was not kept`)
}
