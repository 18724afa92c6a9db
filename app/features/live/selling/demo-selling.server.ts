import { createHash } from 'node:crypto'
import { listShelf } from '#app/features/shop/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { emit } from '#app/kernel/outbox.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { seedReplay } from '#prisma/seed/replay.ts'
import { stirRoom } from '../socket/room-news.server.ts'
import { dropCouponInRoom } from './drop-coupon.server.ts'
import { pinProduct } from './pin.server.ts'

/** The demo's host sells by herself: `{ broadcastId, step }`. */
export const demoSelling = 'live.demo-selling'

const demo = { kind: 'system', name: 'demo' } as const
const firstAfter = 2_000
const eachLasts = 90_000

/** ¥10 off from ¥59, two hundred of them, for as long as one broadcast of the demo lasts. */
const coupon = { amountFen: 1000, thresholdFen: 5900, total: 200, minutes: 20, mustFollow: true }

/** Leaves behind the job that begins to sell in a demo room's broadcast. */
export function planDemoSelling(tx: Transaction, broadcastId: string, began: Date): Promise<void> {
  return planStep(tx, { broadcastId, step: 0, runAt: new Date(began.getTime() + firstAfter) })
}

function planStep(
  tx: Transaction,
  { runAt, ...payload }: { broadcastId: string; step: number; runAt: Date },
): Promise<void> {
  // A step that was run twice plans the same job once.
  return emit(tx, {
    task: demoSelling,
    payload,
    runAt,
    key: `${demoSelling}/${payload.broadcastId}/${payload.step}`,
  })
}

/**
 * One step: shows the next product of the demo host's shelf, drops the coupon at the first, and plans the next step while
 * the broadcast runs. Repeated, it changes nothing: its keys come from the broadcast and the step.
 */
export async function sellInDemo({
  broadcastId,
  step,
}: {
  broadcastId: string
  step: number
}): Promise<void> {
  // What is shown in the seeded replay is written with it.
  const room = { demo: true, slug: { not: seedReplay.room.slug } }
  const broadcast = await database().broadcast.findFirst({
    where: { id: broadcastId, status: { not: 'ended' }, demo: true, room },
    select: { room: { select: { id: true, hostId: true } } },
  })
  if (broadcast === null) return
  const { id: roomId, hostId } = broadcast.room
  const seller = { personId: hostId, roomId, hostId }
  const shelf = (await listShelf({ sellerId: hostId })).filter(({ stock }) => stock > 0)
  const shown = shelf[step % Math.max(1, shelf.length)]
  if (shown !== undefined) {
    const key = keyOf(`${broadcastId}/pin/${step}`)
    await pinProduct(seller, { broadcastId, key, product: shown.id }, new Date(), demo)
  }
  if (step === 0 && shown !== undefined)
    await dropCouponInRoom(
      seller,
      { broadcastId, key: keyOf(`${broadcastId}/coupon`), wish: coupon },
      new Date(),
      demo,
    )
  stirRoom(broadcastId)
  await planNext({ broadcastId, step: step + 1 })
}

/** Once for each step, however often the one before it runs. */
function planNext({ broadcastId, step }: { broadcastId: string; step: number }): Promise<void> {
  const runAt = new Date(Date.now() + eachLasts)
  return database().$transaction((tx) => planStep(tx, { broadcastId, step, runAt }))
}

function keyOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
