import { Prisma } from '#app/generated/prisma/client.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { readMemberNumber } from './member-number.ts'
import { keptOrganisation } from './organisation-tree.server.ts'
import type { Keeper } from './organisations.server.ts'
import { within } from './within.server.ts'

/** Enters who holds a post from a day on: a member of those whom the keeper keeps, by the number on her card. */
export function appointOfficer(
  {
    organisationId,
    number,
    post,
    from,
  }: { organisationId: string; number: string; post: string; from: string },
  { actor, keeps }: Keeper,
): Promise<Outcome<{ id: string }, 'not-found' | 'unknown-member'>> {
  const deed = { actor, action: 'officer.appoint', subject: `organisation:${organisationId}` }
  return transact(deed, async (tx, refuse, note) => {
    if ((await keptOrganisation(tx, { id: organisationId, keeps })) === null) throw refuse('not-found')
    const [member] = await tx.$queryRaw<{ id: string }[]>`
      SELECT m.id FROM member m JOIN membership s ON s.member_id = m.id AND s.until IS NULL
      JOIN organisation o ON o.id = s.organisation_id
      WHERE m.number = ${readMemberNumber(number) ?? ''} AND ${within(keeps, Prisma.sql`o.path`)}`
    if (member === undefined) throw refuse('unknown-member')
    const data = { organisationId, memberId: member.id, post, from: new Date(from) }
    const { id } = await tx.officer.create({ data, select: { id: true } })
    note({ after: { officer: id, member: member.id, post, from } })
    return { id }
  })
}

/** Ends a term on a day that is not before it began. */
export function relieveOfficer(
  { officerId, organisationId, until }: { officerId: string; organisationId: string; until: string },
  { actor, keeps }: Keeper,
): Promise<Outcome<void, 'not-found' | 'wrong-term'>> {
  const deed = { actor, action: 'officer.relieve', subject: `organisation:${organisationId}` }
  return transact(deed, async (tx, refuse, note) => {
    if ((await keptOrganisation(tx, { id: organisationId, keeps })) === null) throw refuse('not-found')
    const where = { id: officerId, organisationId, until: null }
    const { count } = await tx.officer.updateMany({
      where: { ...where, from: { lte: new Date(until) } },
      data: { until: new Date(until) },
    })
    if (count === 0) throw refuse((await tx.officer.count({ where })) > 0 ? 'wrong-term' : 'not-found')
    note({ after: { officer: officerId, until } })
  })
}
