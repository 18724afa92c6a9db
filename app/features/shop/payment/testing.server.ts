import { database } from '#app/kernel/database.server.ts'
import { paymentJobs } from './payment-jobs.server.ts'

interface Waiting {
  id: bigint
  payload: { task: string; payload: unknown }
}

/** Runs what was left behind for payment, one after the other, until nothing is left; what fails stays and is thrown. */
export async function runPaymentJobs(): Promise<void> {
  for (;;) {
    const rows = await database().$queryRaw<Waiting[]>`
      SELECT id, payload FROM graphile_worker._private_jobs WHERE run_at <= now() ORDER BY id`
    const ours = rows.filter(({ payload }) => payload.task in paymentJobs)
    if (ours.length === 0) return
    for (const { id, payload } of ours) {
      await paymentJobs[payload.task]?.(payload.payload)
      await database().$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE id = ${id}`
    }
  }
}

/** Each payment of an order: what came, whether it is kept, and how its refunds stand. */
export async function paymentsOf(orderId: string) {
  const rows = await database().payment.findMany({
    where: { orderId },
    include: { refunds: { orderBy: { askedAt: 'asc' } } },
    orderBy: { paidAt: 'asc' },
  })
  return rows.map(({ amountFen, way, kept, refunds }) => ({
    ...{ amountFen, way, kept },
    refunds: refunds.map(({ status }) => status),
  }))
}

export async function sessionOf(orderId: string): Promise<string> {
  const { checkoutSession } = await database().order.findUniqueOrThrow({ where: { id: orderId } })
  if (checkoutSession === null) throw new Error('no page was noted')
  return checkoutSession
}
