import { Prisma } from '#app/generated/prisma/client.ts'
import type { LookedAt } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { openPersonal } from '#app/kernel/personal.server.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import type { Keeper } from '../organisations.server.ts'
import { lockKept } from './kept-member.server.ts'
import type { Look } from './member.ts'

/**
 * What is sealed of a member, opened for staff who keep her. It is shown only together with the record that she reads:
 * who looked, at what, and when. 'nothing' where the roll does not have it.
 */
export function lookAt(
  { memberId, what }: { memberId: string; what: LookedAt },
  { actor, keeps, now = new Date() }: Keeper & { actor: Actor & { kind: 'person' } },
): Promise<Outcome<{ what: LookedAt; value: string }, 'not-found' | 'nothing'>> {
  const deed = { actor, action: `member.look-at-${what}`, subject: `member:${memberId}` }
  return transact(deed, async (tx, refuse) => {
    const member = await lockKept(tx, { id: memberId, keeps })
    if (member === null) throw refuse('not-found')
    const sealed = what === 'phone' ? member.phoneCipher : member.identityCipher
    if (sealed === null) throw refuse('nothing')
    await tx.memberLook.create({ data: { memberId, byId: actor.id, what, at: now } })
    return { what, value: openPersonal(sealed) }
  })
}

/**
 * Who looked at what of a member, the last first, at most `most`. `organisations` are those whose staff whoever looked was at that moment;
 * empty for somebody who was staff everywhere.
 */
export async function listLooks(tx: Transaction, memberId: string, most = 1000): Promise<Look[]> {
  return tx.$queryRaw<Look[]>`
    SELECT l.what::text, to_char(l.at AT TIME ZONE 'UTC', ${isoTime}) AS at, p.name AS by,
      coalesce((SELECT array_agg(DISTINCT o.name) FROM role_grant g JOIN organisation o ON ${theirs}
        WHERE g.person_id = l.by_id AND g.role = 'staff' AND g.granted_at <= l.at
          AND (g.ended_at IS NULL OR g.ended_at > l.at)), '{}') AS organisations
    FROM member_look l JOIN person p ON p.id = l.by_id
    WHERE l.member_id = ${memberId}::uuid ORDER BY l.at DESC, l.id DESC LIMIT ${most}`
}

const isoTime = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
const theirs = Prisma.sql`g.scope = 'org:' || o.path`
