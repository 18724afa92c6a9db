import type { Member } from '#app/generated/prisma/client.ts'
import type { MembershipStart } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { memberNumberOf } from './member-number.ts'

/** The next number for a card. Numbers of what was undone are left out for good. */
export async function nextMemberNumber(tx: Transaction): Promise<string> {
  const [row] = await tx.$queryRaw<{ eight: bigint }[]>`SELECT nextval('member_number_seq') AS eight`
  if (row === undefined) throw new Error('the sequence of member numbers answered nothing')
  return memberNumberOf(row.eight)
}

/**
 * Begins somebody's time in an organisation; false where that is closed. It stays open until the transaction ends: closing
 * waits for whoever joins, and moves her along.
 */
export async function join(
  tx: Transaction,
  {
    memberId,
    organisationId,
    startedBy,
    now,
  }: { memberId: string; organisationId: string; startedBy: MembershipStart; now: Date },
): Promise<boolean> {
  const [isOpen] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM organisation WHERE id = ${organisationId}::uuid AND closed_at IS NULL FOR SHARE`
  if (isOpen === undefined) return false
  await tx.membership.create({ data: { memberId, organisationId, startedBy, since: now } })
  return true
}

/** A member with where she is now, locked: nobody else moves her until the transaction ends. Null where she is not there. */
export async function lockMember(
  tx: Transaction,
  where: { id: string } | { personId: string },
): Promise<(Member & { organisationId: string | null; path: string | null }) | null> {
  const found = await tx.member.findFirst({ where: { ...where, erasedAt: null }, select: { id: true } })
  if (found === null) return null
  await tx.$queryRaw`SELECT 1 FROM member WHERE id = ${found.id}::uuid FOR NO KEY UPDATE`
  const member = await tx.member.findUniqueOrThrow({
    where: { id: found.id },
    include: {
      memberships: { where: { until: null }, include: { organisation: { select: { path: true } } } },
    },
  })
  const { memberships, ...row } = member
  // Erased while we waited for the lock.
  if (row.erasedAt !== null) return null
  const [current] = memberships
  return { ...row, organisationId: current?.organisationId ?? null, path: current?.organisation.path ?? null }
}
