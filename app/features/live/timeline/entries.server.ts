import { z } from 'zod'
import { EntryKind } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { mostEntries } from '../room-wire.ts'
import {
  ChatBody,
  CouponBody,
  NoticeBody,
  OrderBody,
  PinBody,
  RemovalBody,
  SoldOutBody,
  type EntryView,
} from './timeline.ts'

const Row = z.object({
  seq: z.number(),
  kind: z.enum(EntryKind),
  at: z.date(),
  body: z.unknown(),
  removed: z.boolean(),
  name: z.string().nullable(),
  picture: z.string().nullable(),
})

/** What follows `after` in a broadcast, in order, as viewers get it; at most `limit`. Removed texts are left out. */
export async function findEntriesAfter({
  broadcastId,
  after,
  limit = mostEntries,
}: {
  broadcastId: string
  after: number
  limit?: number
}): Promise<EntryView[]> {
  const rows = await database().$queryRaw`
    SELECT e.seq, e.kind, e.at, e.body, e.removed_by IS NOT NULL AS removed, p.name, p.picture
    FROM timeline_entry e LEFT JOIN person p ON p.id = e.person_id
    WHERE e.broadcast_id = ${broadcastId}::uuid AND e.seq > ${after}
    ORDER BY e.seq LIMIT ${limit}`
  return z.array(Row).parse(rows).map(viewOf)
}

/** These entries of a broadcast, in order. */
export async function findEntriesOf(broadcastId: string, seqs: readonly number[]): Promise<EntryView[]> {
  const rows = await database().$queryRaw`
    SELECT e.seq, e.kind, e.at, e.body, e.removed_by IS NOT NULL AS removed, p.name, p.picture
    FROM timeline_entry e LEFT JOIN person p ON p.id = e.person_id
    WHERE e.broadcast_id = ${broadcastId}::uuid AND e.seq = ANY(${[...seqs]}::int[])
    ORDER BY e.seq`
  return z.array(Row).parse(rows).map(viewOf)
}

/** The newest entries of a broadcast, in order. */
export async function findNewestEntries({
  broadcastId,
  limit,
}: {
  broadcastId: string
  limit: number
}): Promise<EntryView[]> {
  const { lastSeq } = await database().broadcast.findUniqueOrThrow({
    where: { id: broadcastId },
    select: { lastSeq: true },
  })
  return findEntriesAfter({ broadcastId, after: Math.max(0, lastSeq - limit), limit })
}

function viewOf({ seq, kind, at, body, removed, name, picture }: z.infer<typeof Row>): EntryView {
  const placed = { seq, at: at.getTime() }
  switch (kind) {
    case 'chat': {
      const { text, role } = ChatBody.parse(body)
      return { kind, ...placed, by: { name: name ?? '', picture, role }, text: removed ? null : text }
    }
    case 'notice':
      return { kind, ...placed, body: NoticeBody.parse(body) }
    case 'removal':
      return { kind, ...placed, removes: RemovalBody.parse(body).removes }
    case 'pin':
      return { kind, ...placed, ...PinBody.parse(body) }
    case 'coupon':
      return { kind, ...placed, ...CouponBody.parse(body) }
    case 'order':
      return { kind, ...placed, ...OrderBody.parse(body) }
    case 'sold_out':
      return { kind, ...placed, ...SoldOutBody.parse(body) }
    case 'end':
      return { kind, ...placed }
  }
}
