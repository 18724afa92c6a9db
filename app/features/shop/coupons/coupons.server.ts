import { database, type Transaction } from '#app/kernel/database.server.ts'
import { done, refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import type { CouponForm } from './coupon-forms.ts'
import { leavesSomething, type CouponView } from './coupons.ts'

/** What a dropped coupon is made of; without `perPerson` one each, without `hours` a week to use it. Amounts in fen. */
export interface NewCoupon
  extends Omit<CouponForm, 'perPerson' | 'hours'>, Partial<Pick<CouponForm, 'perPerson' | 'hours'>> {
  shopId: string
  /** Who drops it: its seller, or who moderates her room. */
  by: string
  /** Chosen by the page: sent again, it is the same coupon. */
  key: string
}

/** Where nobody says how long a coupon can be used, in hours. */
const usualHours = 7 * 24

/**
 * Makes a coupon that is given out from `now` on, within the caller's transaction. A key that made one already answers
 * that one. Throws for a threshold that would let something cost nothing: the forms refuse it before.
 */
export async function createCoupon(tx: Transaction, coupon: NewCoupon, now: Date): Promise<CouponView> {
  const { shopId, by, key, minutes, hours = usualHours, perPerson = 1 } = coupon
  const { amountFen, thresholdFen, total, mustFollow } = coupon
  const closesAt = new Date(now.getTime() + minutes * 60_000)
  const validUntil = new Date(closesAt.getTime() + hours * 3_600_000)
  // Written or not by one statement: a duplicate that throws would end the caller's transaction.
  await tx.coupon.createMany({
    data: {
      ...{ shopId, amountFen, thresholdFen, total, perPerson, mustFollow },
      ...{ opensAt: now, closesAt, validUntil, key, createdById: by, createdAt: now },
    },
    skipDuplicates: true,
  })
  return couponView(await tx.coupon.findUniqueOrThrow({ where: { key, shopId } }))
}

/** Gives out a coupon from `now` on. Idempotent by key. */
export async function dropCoupon(
  coupon: NewCoupon,
  now = new Date(),
): Promise<Outcome<CouponView, 'threshold-too-low'>> {
  if (!leavesSomething(coupon)) return refused('threshold-too-low')
  const { by, key, shopId } = coupon
  const known = await database().coupon.findUnique({ where: { key, shopId } })
  if (known !== null) return done(couponView(known))
  const actor = { kind: 'person', id: by } as const
  return transact({ actor, action: 'coupon.drop', subject: `shop:${shopId}` }, async (tx, _refuse, note) => {
    const dropped = await createCoupon(tx, coupon, now)
    const { id, amountFen, thresholdFen, total, perPerson, mustFollow } = dropped
    note({ subject: `coupon:${id}`, after: { amountFen, thresholdFen, total, perPerson, mustFollow } })
    return dropped
  })
}

/** No more of it is given out from `now` on; what was claimed stays good. One that was stopped stays so. */
export async function stopCoupon(
  { couponId, sellerId }: { couponId: string; sellerId: string },
  now = new Date(),
): Promise<Outcome<void, 'not-found'>> {
  const hers = { id: couponId, shop: { sellerId } }
  const actor = { kind: 'person', id: sellerId } as const
  const stopped = await transact<void, 'nothing-to-stop'>(
    { actor, action: 'coupon.stop', subject: `coupon:${couponId}` },
    async (tx, refuse) => {
      const { count } = await tx.coupon.updateMany({
        where: { ...hers, stoppedAt: null },
        data: { stoppedAt: now },
      })
      if (count === 0) throw refuse('nothing-to-stop')
    },
  )
  if (stopped.ok) return stopped
  return (await database().coupon.count({ where: hers })) > 0 ? done(undefined) : refused('not-found')
}

type CouponRow = Awaited<ReturnType<Transaction['coupon']['findUniqueOrThrow']>>

/** A coupon's row as its pages show it. */
export function couponView(row: CouponRow): CouponView {
  const { id, shopId, amountFen, thresholdFen, total, claimed, perPerson, mustFollow } = row
  return {
    ...{ id, shopId, amountFen, thresholdFen, total, claimed, perPerson, mustFollow },
    opensAt: row.opensAt.getTime(),
    closesAt: row.closesAt.getTime(),
    validUntil: row.validUntil.getTime(),
    stoppedAt: row.stoppedAt?.getTime() ?? null,
  }
}

const onPage = 20

/** A seller's coupons, the newest first, each with how many of it were used; a page at a time (from 0). */
export async function listShopCoupons({
  shopId,
  page,
}: {
  shopId: string
  page: number
}): Promise<{ coupons: (CouponView & { used: number })[]; more: boolean }> {
  const rows = await database().coupon.findMany({
    where: { shopId },
    include: { _count: { select: { claims: { where: { status: 'redeemed' } } } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    skip: page * onPage,
    take: onPage + 1,
  })
  const coupons = rows.slice(0, onPage).map((row) => ({ ...couponView(row), used: row._count.claims }))
  return { coupons, more: rows.length > onPage }
}
