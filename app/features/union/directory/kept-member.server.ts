import { z } from 'zod'
import { Prisma, type Member } from '#app/generated/prisma/client.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Keeps } from '../organisation-tree.server.ts'
import { within } from '../within.server.ts'

/**
 * The time of a member that says who keeps her: the one that goes on, or the last one where she has left. For a lateral
 * join to `member m`.
 */
export const lastMembership = Prisma.sql`
  SELECT x.organisation_id, x.since, x.until FROM membership x
  WHERE x.member_id = m.id ORDER BY x.until DESC NULLS FIRST, x.since DESC LIMIT 1`

/** Whether this is the id of a member whom whoever asks keeps. Of another's it says no more than of one that is not there. */
export async function isKeptMember(
  tx: Transaction,
  { id, keeps }: { id: string; keeps: Keeps },
): Promise<boolean> {
  return (await findKept(tx, { id, keeps }, Prisma.empty)) !== null
}

/** Such a member, locked until the transaction ends, with the organisation that she is in now; null where there is none. */
export async function lockKept(
  tx: Transaction,
  { id, keeps }: { id: string; keeps: Keeps },
): Promise<(Member & { organisationId: string | null }) | null> {
  if ((await findKept(tx, { id, keeps }, Prisma.sql`FOR NO KEY UPDATE OF m`)) === null) return null
  // Read after the lock: whoever moved or erased her meanwhile was waited for.
  const kept = await findKept(tx, { id, keeps }, Prisma.empty)
  if (kept === null) return null
  const member = await tx.member.findUniqueOrThrow({ where: { id } })
  return { ...member, organisationId: kept.isIn ? kept.organisationId : null }
}

interface Kept {
  organisationId: string
  isIn: boolean
}

async function findKept(
  tx: Transaction,
  { id, keeps }: { id: string; keeps: Keeps },
  lock: Prisma.Sql,
): Promise<Kept | null> {
  if (!z.uuid().safeParse(id).success) return null
  const [row] = await tx.$queryRaw<Kept[]>`
    SELECT o.id AS "organisationId", s.until IS NULL AS "isIn"
    FROM member m CROSS JOIN LATERAL (${lastMembership}) s JOIN organisation o ON o.id = s.organisation_id
    WHERE m.id = ${id}::uuid AND m.erased_at IS NULL AND ${within(keeps, Prisma.sql`o.path`)} ${lock}`
  return row ?? null
}
