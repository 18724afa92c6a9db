import { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import type { WaitingTransfer } from './memberships.ts'
import type { Keeps } from './organisation-tree.server.ts'
import { within } from './within.server.ts'

const onPage = 30
const mine = (keeps: Keeps) => Prisma.sql`
  ((t.from_agreed_at IS NULL AND ${within(keeps, Prisma.sql`f.path`)})
    OR (t.to_agreed_at IS NULL AND ${within(keeps, Prisma.sql`o.path`)}))`

/** The open transfers of which these organisations are a side, those that wait for them first. */
export async function listTransfers(keeps: Keeps): Promise<WaitingTransfer[]> {
  const rows = await database().$queryRaw<(Omit<WaitingTransfer, 'askedAt'> & { askedAt: Date })[]>`
    SELECT t.id, m.name, f.name AS "from", o.name AS "to", t.asked_at AS "askedAt",
      t.from_agreed_at IS NOT NULL AS "fromAgreed", t.to_agreed_at IS NOT NULL AS "toAgreed", ${mine(keeps)} AS "isMine"
    FROM transfer t JOIN member m ON m.id = t.member_id
    JOIN organisation f ON f.id = t.from_id JOIN organisation o ON o.id = t.to_id
    WHERE t.status = 'open' AND (${within(keeps, Prisma.sql`f.path`)} OR ${within(keeps, Prisma.sql`o.path`)})
    ORDER BY 8 DESC, t.asked_at, t.id LIMIT ${onPage}`
  return rows.map((row) => ({ ...row, askedAt: row.askedAt.toISOString() }))
}

/** How many transfers wait for an answer of these organisations. */
export async function countTransfers(keeps: Keeps): Promise<number> {
  const [row] = await database().$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM transfer t JOIN organisation f ON f.id = t.from_id JOIN organisation o ON o.id = t.to_id
    WHERE t.status = 'open' AND ${mine(keeps)}`
  return Number(row?.count ?? 0)
}
