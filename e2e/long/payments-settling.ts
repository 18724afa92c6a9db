import { reconcile } from '#app/features/shop/payment/reconcile.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { decideRefund } from '#server/sandbox/stripe-refunds.ts'
import { decidePayment } from '#server/sandbox/stripe-sessions.ts'
import { arriving, deliver, type History } from './payments-events.ts'
import { dueJobs, runJob } from './payments-outbox.ts'

const mostRounds = 10
const half = 30 * 60_000

/** Lets time pass, banks decide, events arrive and jobs run, undisturbed, until nothing moves any more. */
export async function letSettle(history: History): Promise<void> {
  const { world, problems } = history
  for (let round = 0; round < mostRounds; round += 1) {
    world.wait(half)
    decideAll(history)
    for (const event of arriving(history)) if (!history.delivered.has(event.id)) await deliver(history, event)
    for (const job of await dueJobs(world)) {
      await runJob(world, job).catch((error: unknown) =>
        problems.push(`${job.payload.task} fails undisturbed: ${String(error)}`),
      )
    }
    await reconcile(world.now())
    if (await isStill(history)) return
  }
  problems.push('it never comes to rest')
}

/** Money that was not kept always goes back; a refund by the seller may fail. */
function decideAll({ world, plan, wronged }: History): void {
  const { ledger } = world.sandbox
  let verdict = 0
  const next = () => plan.verdicts[verdict++ % plan.verdicts.length] ?? true
  for (const { session, status } of [...ledger.store.all('intent')])
    if (status === 'processing') decidePayment(ledger, session, next())
  for (const { id, status, intent } of [...ledger.store.all('refund')])
    if (status === 'pending') {
      const order = ledger.get('intent', intent).metadata['order'] ?? ''
      decideRefund(ledger, id, wronged.has(order) || order === '' || next())
    }
}

async function isStill(history: History): Promise<boolean> {
  if ((await dueJobs(history.world)).length > 0) return false
  if (arriving(history).some(({ id }) => !history.delivered.has(id))) return false
  const ids = history.orders.map(({ id }) => id)
  const [moving, refunds] = await Promise.all([
    database().order.count({ where: { id: { in: ids }, status: { in: ['awaiting_payment', 'closing'] } } }),
    database().refund.count({ where: { payment: { orderId: { in: ids } }, status: 'asked' } }),
  ])
  return moving === 0 && refunds === 0
}
