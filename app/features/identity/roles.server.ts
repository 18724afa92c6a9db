import { env } from '#app/kernel/env.server.ts'
import { isDuplicate } from '#app/kernel/database-errors.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { Reason, RoleToGrant } from './roles.ts'

/** Gives somebody a role within a scope, once. Throws where the role cannot be held in such a scope. */
export async function grantRole(
  { reason, ...grant }: RoleToGrant & { reason: string },
  { actor, now = new Date() }: { actor: Actor; now?: Date },
): Promise<Outcome<{ id: string }, 'has-it-already' | 'unknown-person'>> {
  const { personId, role, scope } = RoleToGrant.parse(grant)
  const why = Reason.parse(reason)
  try {
    return await transact(
      { actor, action: 'role.grant', subject: `person:${personId}`, why },
      async (tx, refuse, note) => {
        const known = await tx.person.findUnique({ where: { id: personId }, select: { id: true } })
        if (known === null) throw refuse('unknown-person')
        const grantedById = actor.kind === 'person' ? actor.id : null
        const data = { personId, role, scope, grantedAt: now, grantedById }
        const { id } = await tx.roleGrant.create({ data, select: { id: true } })
        note({ after: { grant: id, role, scope } })
        return { id }
      },
    )
  } catch (error) {
    if (isDuplicate(error)) return refused('has-it-already')
    throw error
  }
}

/**
 * Ends a role that somebody has. The last administrator (the demo's count only in the demo) stays one, also where several
 * end each other's role at the same moment: they queue for one lock, and each looks again at who is left.
 */
export function endRole(
  { grantId, reason }: { grantId: string; reason: string },
  { actor, now = new Date() }: { actor: Actor; now?: Date },
): Promise<Outcome<void, 'absent' | 'last-administrator'>> {
  const deed = { actor, action: 'role.end', subject: 'person', why: Reason.parse(reason) }
  return transact(deed, async (tx, refuse, note) => {
    await tx.$queryRaw`
      SELECT id FROM role_grant WHERE role = 'administrator' AND ended_at IS NULL ORDER BY id FOR UPDATE`
    const [ended] = await tx.$queryRaw<{ personId: string; role: string; scope: string }[]>`
      UPDATE role_grant SET ended_at = ${now}
      WHERE id = ${grantId}::uuid AND ended_at IS NULL
        AND (role <> 'administrator' OR EXISTS (
          SELECT FROM role_grant other JOIN person p ON p.id = other.person_id
          WHERE other.role = 'administrator' AND other.ended_at IS NULL AND other.id <> ${grantId}::uuid
            AND (NOT p.demo OR ${env().demo})))
      RETURNING person_id AS "personId", role::text, scope`
    if (ended === undefined) {
      const held = await tx.roleGrant.count({ where: { id: grantId, endedAt: null } })
      throw refuse(held === 0 ? 'absent' : 'last-administrator')
    }
    const { personId, role, scope } = ended
    note({ subject: `person:${personId}`, before: { grant: grantId, role, scope } })
  })
}
