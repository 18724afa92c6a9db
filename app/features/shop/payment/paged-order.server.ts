import { z } from 'zod'
import { database } from '#app/kernel/database.server.ts'

/** What payment has to know of an order; null where there is none. */
export async function findPagedOrder(id: string) {
  if (!z.uuid().safeParse(id).success) return null
  return database().order.findUnique({
    where: { id },
    select: {
      id: true,
      number: true,
      buyerId: true,
      status: true,
      totalFen: true,
      payUntil: true,
      checkoutAskedAt: true,
      checkoutSession: true,
      lines: { select: { title: true, quantity: true }, orderBy: { id: 'asc' } },
    },
  })
}

export type PagedOrderRow = NonNullable<Awaited<ReturnType<typeof findPagedOrder>>>
