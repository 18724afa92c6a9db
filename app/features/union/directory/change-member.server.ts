import type { Member } from '#app/generated/prisma/client.ts'
import { isDuplicate } from '#app/kernel/database-errors.server.ts'
import type { Json } from '#app/kernel/json.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { personal } from '#app/kernel/personal-keys.server.ts'
import { openPersonal, sealedColumns } from '#app/kernel/personal.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { monthColumn, monthOf, type MemberFields } from '../members.ts'
import type { Keeper } from '../organisations.server.ts'
import { soundsOfPerson } from '../sounds.server.ts'
import { lockKept } from './kept-member.server.ts'

/** What staff write over: all of it, save what is sealed, of which `undefined` leaves what there is and null takes it away. */
export interface MemberChange extends Omit<MemberFields, 'phone' | 'identityNumber'> {
  memberId: string
  phone: string | null | undefined
  identityNumber: string | null | undefined
  /** As the page had it, ISO 8601. */
  changedAt: string
}

export type ChangeRefusal = 'not-found' | 'changed-meanwhile' | 'identity-taken' | 'on-the-roll-already'

/**
 * Corrects what the roll says of a member. Her account is hers: nothing of it changes. Refused where somebody changed her
 * since the page was shown, where another member has this identity number, or this phone with this name.
 */
export async function changeMember(
  change: MemberChange,
  { actor, keeps, now = new Date() }: Keeper,
): Promise<Outcome<void, ChangeRefusal>> {
  const { memberId } = change
  const deed = { actor, action: 'member.change', subject: `member:${memberId}` }
  try {
    return await transact<void, ChangeRefusal>(deed, async (tx, refuse, note) => {
      const member = await lockKept(tx, { id: memberId, keeps })
      if (member === null) throw refuse('not-found')
      if (member.changedAt.toISOString() !== change.changedAt) throw refuse('changed-meanwhile')
      const identityHash = columnsOf(change).identityHash
      const taken = { identityHash: identityHash ?? '', id: { not: memberId } }
      if ((await tx.member.count({ where: taken })) > 0) throw refuse('identity-taken')
      const after = await tx.member.update({
        where: { id: memberId },
        data: { ...columnsOf(change), changedAt: now },
      })
      // A member's values in the audit are under her account's key, where she has one, and go with it.
      const key = member.personId ?? memberId
      note({ before: personal(key, saidBy(member)), after: personal(key, saidBy(after)) })
    })
  } catch (error) {
    if (isDuplicate(error)) return refused('on-the-roll-already')
    throw error
  }
}

function columnsOf({ name, sex, birthMonth, trade, employment, phone, identityNumber }: MemberChange) {
  return {
    ...{ name, pinyin: soundsOfPerson(name), sex, birthMonth: monthColumn(birthMonth), trade, employment },
    ...(phone === undefined ? {} : sealedColumns('phone', phone)),
    ...(identityNumber === undefined
      ? { identityHash: undefined }
      : sealedColumns('identity', identityNumber)),
  }
}

function saidBy({ phoneCipher, identityCipher, birthMonth, ...member }: Member): Json {
  const { name, sex, trade, employment } = member
  return {
    ...{ name, sex, birthMonth: monthOf(birthMonth), trade, employment },
    phone: phoneCipher && openPersonal(phoneCipher),
    identityNumber: identityCipher && openPersonal(identityCipher),
  }
}
