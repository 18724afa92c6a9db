import { beginClosing } from '#app/features/shop/orders/close-order.server.ts'
import { paymentJobsBy } from '#app/features/shop/payment/payment-jobs.server.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Jobs } from '#app/kernel/outbox.server.ts'
import type { World } from './payments-world.ts'

interface Waiting {
  id: bigint
  runAt: Date
  payload: { task: string; payload: unknown }
}

/** The jobs of orders and payment, by the world's clock. */
function jobsOf(world: World): Jobs {
  return {
    ...paymentJobsBy(world.now),
    'shop.expire-order': async (payload) => {
      const { orderId } = payload as { orderId: string }
      await beginClosing({ orderId, why: 'expired', now: world.now() })
    },
  }
}

/** Those whose time has come, the oldest first; what other features do is not looked at. */
export async function dueJobs(world: World): Promise<Waiting[]> {
  const jobs = jobsOf(world)
  const rows = await database().$queryRaw<Waiting[]>`
    SELECT id, run_at AS "runAt", payload FROM graphile_worker._private_jobs ORDER BY id`
  return rows.filter(({ runAt, payload }) => payload.task in jobs && runAt <= world.now())
}

/** Runs one of those that are due, whichever is picked; one that fails stays. */
export async function runDueJob(world: World, pick: number): Promise<void> {
  const due = await dueJobs(world)
  const job = due[Math.floor(pick * due.length)]
  if (job !== undefined) await runJob(world, job)
}

/** As the outbox does it: a job is gone once it has run; one that is killed in between runs again. */
export async function runJob(world: World, { id, payload }: Waiting): Promise<void> {
  await jobsOf(world)[payload.task]?.(payload.payload)
  await database().$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE id = ${id}`
}
