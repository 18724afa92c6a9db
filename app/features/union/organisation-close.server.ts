import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { holdTree, keepsAbove, keptOrganisation, type Keeps } from './organisation-tree.server.ts'
import { remember, type Keeper } from './organisations.server.ts'
import { tell } from './union-news.server.ts'

type Closing = { id: string; membersToId?: string; reason: string }

/**
 * Closes an organisation: its members, where it has any, go over to another in the same moment; who has asked to join is
 * told to choose another; its name, its people and its years stay on the record.
 */
export function closeOrganisation(
  { id, membersToId, reason }: Closing,
  { actor, keeps, now = new Date() }: Keeper,
): Promise<
  Outcome<{ moved: number }, 'not-found' | 'is-closed' | 'has-organisations' | 'has-members' | 'target-unfit'>
> {
  const deed = { actor, action: 'organisation.close', subject: `organisation:${id}`, why: reason }
  return transact(deed, async (tx, refuse, note) => {
    await holdTree(tx)
    const closing = await keptOrganisation(tx, { id, keeps })
    if (closing === null || !(await keepsAbove(tx, { row: closing, keeps }))) throw refuse('not-found')
    // Locked, so that nobody is accepted into it meanwhile (see joinOrganisation).
    await tx.$queryRaw`SELECT 1 FROM organisation WHERE id = ${id}::uuid FOR UPDATE`
    if (closing.closedAt !== null) throw refuse('is-closed')
    if ((await tx.organisation.count({ where: { parentId: id, closedAt: null } })) > 0)
      throw refuse('has-organisations')
    const members = await tx.membership.count({ where: { organisationId: id, until: null } })
    if (members > 0 && membersToId === undefined) throw refuse('has-members')
    if (members > 0 && membersToId !== undefined) {
      if (!(await isFit(tx, { id: membersToId, not: id, keeps }))) throw refuse('target-unfit')
      await moveMembers(tx, { fromId: id, toId: membersToId, now })
    }
    await tx.organisation.update({ where: { id }, data: { closedAt: now } })
    await sendApplicantsOn(tx, { id, reason, now })
    await remember(tx, { id, deed: 'closed', before: closing.name, reason }, { actor, now })
    note({ after: { moved: members, to: membersToId ?? null } })
    return { moved: members }
  })
}

/** Opens it again, without the members that it had. */
export function reopenOrganisation(
  { id, reason }: { id: string; reason: string },
  { actor, keeps, now = new Date() }: Keeper,
): Promise<Outcome<void, 'not-found' | 'parent-closed'>> {
  const deed = { actor, action: 'organisation.reopen', subject: `organisation:${id}`, why: reason }
  return transact(deed, async (tx, refuse) => {
    await holdTree(tx)
    const closed = await keptOrganisation(tx, { id, keeps })
    if (!closed?.closedAt || !(await keepsAbove(tx, { row: closed, keeps }))) throw refuse('not-found')
    const above = await tx.organisation.count({
      where: { id: closed.parentId ?? id, closedAt: { not: null } },
    })
    if (closed.parentId !== null && above > 0) throw refuse('parent-closed')
    await tx.organisation.update({ where: { id }, data: { closedAt: null } })
    await remember(tx, { id, deed: 'reopened', after: closed.name, reason }, { actor, now })
  })
}

async function isFit(
  tx: Transaction,
  { id, not, keeps }: { id: string; not: string; keeps: Keeps },
): Promise<boolean> {
  if (id === not) return false
  const target = await keptOrganisation(tx, { id, keeps })
  return target !== null && target.closedAt === null && target.takesMembers
}

async function moveMembers(
  tx: Transaction,
  { fromId, toId, now }: { fromId: string; toId: string; now: Date },
): Promise<void> {
  await tx.$executeRaw`
    WITH ended AS (
      UPDATE membership SET until = ${now}, ended_by = 'transferred'
      WHERE organisation_id = ${fromId}::uuid AND until IS NULL RETURNING member_id)
    INSERT INTO membership (id, member_id, organisation_id, started_by, since)
    SELECT gen_random_uuid(), member_id, ${toId}::uuid, 'transferred', ${now} FROM ended`
}

/** Whoever waits for its answer chooses another organisation; whoever wanted to move to or from it asks anew. */
async function sendApplicantsOn(
  tx: Transaction,
  { id, reason, now }: { id: string; reason: string; now: Date },
): Promise<void> {
  const waiting = await tx.application.updateManyAndReturn({
    where: { organisationId: id, status: 'submitted' },
    data: { status: 'returned', reason },
    select: { personId: true },
  })
  for (const { personId } of waiting)
    await tell(tx, { personId, kind: 'union:news.returned', params: { reason } }, now)
  await tx.transfer.updateMany({
    where: { status: 'open', OR: [{ fromId: id }, { toId: id }] },
    data: { status: 'refused', reason, closedAt: now },
  })
}
