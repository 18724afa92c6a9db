import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { PrivilegeToGrant, Reason } from './roles.ts'

interface Granting {
  actor: Actor
  now?: Date
}

/** Lets somebody do what has to be earned, for a reason that stays with it; once. */
export function grantPrivilege(
  { reason, ...grant }: PrivilegeToGrant & { reason: string },
  { actor, now }: Granting,
): Promise<Outcome<void, 'has-it-already' | 'unknown-person'>> {
  const { personId, privilege } = PrivilegeToGrant.parse(grant)
  const why = Reason.parse(reason)
  return transact(
    { actor, action: 'privilege.grant', subject: `person:${personId}`, why },
    async (tx, refuse, note) => {
      const known = await tx.person.findUnique({ where: { id: personId }, select: { id: true } })
      if (known === null) throw refuse('unknown-person')
      if (!(await addPrivilege(tx, { personId, privilege, reason: why }, { actor, now })))
        throw refuse('has-it-already')
      note({ after: { privilege } })
    },
  )
}

/** The same within another operation, which audits it; whether she had it not yet. */
export async function addPrivilege(
  tx: Transaction,
  { personId, privilege, reason }: PrivilegeToGrant & { reason: string },
  { actor, now = new Date() }: Granting,
): Promise<boolean> {
  const grantedById = actor.kind === 'person' ? actor.id : null
  const { count } = await tx.privilegeGrant.createMany({
    data: [{ personId, privilege, reason, grantedAt: now, grantedById }],
    skipDuplicates: true,
  })
  return count > 0
}

/**
 * Ends what was given for exactly this reason, within another operation, which audits it; whether there was such a grant.
 * What she has for another reason stays.
 */
export async function dropPrivilege(
  tx: Transaction,
  grant: PrivilegeToGrant & { reason: string },
  { now = new Date() }: { now?: Date },
): Promise<boolean> {
  const { count } = await tx.privilegeGrant.updateMany({
    where: { ...grant, endedAt: null },
    data: { endedAt: now },
  })
  return count > 0
}

/** Takes a privilege back, for a reason; it stays on the record as ended. */
export function endPrivilege(
  { grantId, reason }: { grantId: string; reason: string },
  { actor, now = new Date() }: Granting,
): Promise<Outcome<void, 'absent'>> {
  const deed = { actor, action: 'privilege.end', subject: 'person', why: Reason.parse(reason) }
  return transact(deed, async (tx, refuse, note) => {
    const [ended] = await tx.privilegeGrant.updateManyAndReturn({
      where: { id: grantId, endedAt: null },
      data: { endedAt: now },
      select: { personId: true, privilege: true },
    })
    if (ended === undefined) throw refuse('absent')
    note({ subject: `person:${ended.personId}`, before: { grant: grantId, privilege: ended.privilege } })
  })
}
