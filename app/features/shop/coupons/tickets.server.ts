import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import { couponView } from './coupons.server.ts'
import type { Ticket } from './coupons.ts'

/** The most tickets that one page of a shop shows. */
const mostShown = 6

/** A coupon as this person's page shows it (`null`: a stranger); null where there is none. */
export async function findTicket(couponId: string, personId: string | null): Promise<Ticket | null> {
  if (!z.uuid().safeParse(couponId).success) return null
  const [ticket] = await findTickets({ id: couponId }, personId)
  return ticket ?? null
}

/** What a shop gives out at the moment `now`, and what she still has of it: those that end first before the others. */
export function listShopTickets(
  { shopId, personId }: { shopId: string; personId: string | null },
  now = new Date(),
): Promise<Ticket[]> {
  return findTickets(
    {
      shopId,
      OR: [
        { stoppedAt: null, closesAt: { gt: now }, claimed: { lt: database().coupon.fields.total } },
        ...(personId === null
          ? []
          : [{ validUntil: { gt: now }, claims: { some: { personId, status: 'held' as const } } }]),
      ],
    },
    personId,
  )
}

const nobody = '00000000-0000-0000-0000-000000000000'

async function findTickets(where: Prisma.CouponWhereInput, personId: string | null): Promise<Ticket[]> {
  const rows = await database().coupon.findMany({
    where,
    include: {
      shop: { select: { slug: true, name: true, sellerId: true } },
      // Nobody's id is the nil one: a stranger has claimed nothing.
      claims: { where: { personId: personId ?? nobody }, select: { status: true } },
    },
    orderBy: [{ closesAt: 'asc' }, { id: 'asc' }],
    take: mostShown,
  })
  const sellers = personId === null ? [] : rows.map(({ shop }) => shop.sellerId)
  const followed = await findFollowed(personId, sellers)
  return rows.map(({ shop: { sellerId, ...shop }, claims, ...row }) => ({
    coupon: couponView(row),
    shop,
    held: claims.filter(({ status }) => status === 'held').length,
    had: claims.length,
    own: sellerId === personId,
    follows: followed.has(sellerId),
    key: personId === null ? null : randomUUID(),
  }))
}

async function findFollowed(personId: string | null, sellers: string[]): Promise<Set<string>> {
  if (personId === null || sellers.length === 0) return new Set()
  const rows = await database().follow.findMany({
    where: { followerId: personId, followedId: { in: sellers }, endedAt: null },
    select: { followedId: true },
  })
  return new Set(rows.map(({ followedId }) => followedId))
}
