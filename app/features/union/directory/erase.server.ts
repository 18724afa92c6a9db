import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { eraseAll, type PersonalParts } from '#app/kernel/personal-data.server.ts'
import { transact, type Refusal } from '#app/kernel/transact.server.ts'
import { lockMember } from '../join.server.ts'
import type { Keeper } from '../organisations.server.ts'
import type { ErasureObstacle } from './erasing.ts'
import { lockKept } from './kept-member.server.ts'

type Parts = PersonalParts<ErasureObstacle>

/**
 * Erases whoever asks: her account, her row on the roll, and what all features keep of her. She confirms it by her name, as
 * the roll or her account has it. For good.
 */
export function eraseMyself(
  { personId, name }: { personId: string; name: string },
  parts: Parts,
  now = new Date(),
): Promise<Outcome<void, ErasureObstacle | 'wrong-name'>> {
  const actor = { kind: 'person', id: personId } as const
  return transact(
    { actor, action: 'person.erase', subject: `person:${personId}` },
    async (tx, refuse, note) => {
      const member = await lockMember(tx, { personId })
      const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } })
      if (!isName(name, [member?.name, person.name])) throw refuse('wrong-name')
      const memberId = member?.id ?? null
      await eraseOr(refuse, tx, parts, { personId, memberId, now })
      note({ after: { member: memberId } })
    },
  )
}

/**
 * Erases a member who asked for it in person, with her account where she has one. Not whoever holds an office on the
 * platform: an administrator ends that first.
 */
export function eraseMember(
  { memberId, name, reason }: { memberId: string; name: string; reason: string },
  { actor, keeps, now = new Date() }: Keeper,
  parts: Parts,
): Promise<Outcome<void, ErasureObstacle | 'wrong-name' | 'not-found' | 'holds-office'>> {
  const deed = { actor, action: 'person.erase', subject: `member:${memberId}`, why: reason }
  return transact(deed, async (tx, refuse, note) => {
    const member = await lockKept(tx, { id: memberId, keeps })
    if (member === null) throw refuse('not-found')
    if (!isName(name, [member.name])) throw refuse('wrong-name')
    const { personId } = member
    if (personId !== null && (await holdsOffice(tx, personId))) throw refuse('holds-office')
    await eraseOr(refuse, tx, parts, { personId, memberId, now })
    note({ after: { person: personId } })
  })
}

async function eraseOr(
  refuse: (reason: ErasureObstacle) => Refusal<string>,
  tx: Transaction,
  parts: Parts,
  whose: { personId: string | null; memberId: string | null; now: Date },
): Promise<void> {
  const obstacle = await eraseAll(tx, parts, whose)
  if (obstacle !== null) throw refuse(obstacle)
}

async function holdsOffice(tx: Transaction, personId: string): Promise<boolean> {
  const role = { in: ['staff' as const, 'administrator' as const] }
  return (await tx.roleGrant.count({ where: { personId, endedAt: null, role } })) > 0
}

/** Names are compared by their letters: full width or not, with or without spaces. */
function isName(typed: string, names: readonly (string | undefined)[]): boolean {
  const letters = (name: string) => name.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  return names.some((name) => name !== undefined && letters(name) === letters(typed))
}
