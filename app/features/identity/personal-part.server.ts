import type { Transaction } from '#app/kernel/database.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { erasedName } from '#app/kernel/erased-name.ts'
import { dropFile } from '#app/kernel/files.server.ts'
import type { PersonalPart } from '#app/kernel/personal-data.server.ts'
import { announceEnded } from './devices.server.ts'
import { gatherAccount } from './gather-account.server.ts'

/** Her account: who she is here, where she is signed in, what she may do, whom she follows, what she was told. */
export const personalPart: PersonalPart<'last-administrator'> = {
  columns: [
    'person.name',
    'person.picture',
    'person.phone_cipher',
    'person.phone_hash',
    'person.phone_last4',
    'sign_in_code.phone_hash',
    'session.device',
  ],
  async findObstacle(tx, { personId }) {
    if (personId === null) return null
    // Held before anything is looked at: an order that is placed at this moment is either seen, or waits until she is gone.
    await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId}::uuid FOR UPDATE`
    return (await isLastAdministrator(tx, personId)) ? 'last-administrator' : null
  },
  async gather(tx, { personId }) {
    return personId === null ? null : gatherAccount(tx, personId)
  },
  async erase(tx, { personId }, now) {
    if (personId === null) return
    await endSessions(tx, personId, now)
    await endRights(tx, personId, now)
    await tx.follow.deleteMany({ where: { OR: [{ followerId: personId }, { followedId: personId }] } })
    await tx.notification.deleteMany({ where: { personId } })
    await emptyPerson(tx, personId)
  },
}

/** Those who end each other's role queue for the same lock: see `endRole`. */
async function isLastAdministrator(tx: Transaction, personId: string): Promise<boolean> {
  const administrators = await tx.$queryRaw<{ personId: string }[]>`
    SELECT r.person_id AS "personId" FROM role_grant r JOIN person p ON p.id = r.person_id
    WHERE r.role = 'administrator' AND r.ended_at IS NULL AND (NOT p.demo OR ${env().demo})
    ORDER BY r.id FOR UPDATE OF r`
  const others = administrators.filter((administrator) => administrator.personId !== personId)
  return others.length < administrators.length && others.length === 0
}

async function endSessions(tx: Transaction, personId: string, now: Date): Promise<void> {
  const open = await tx.session.updateManyAndReturn({
    where: { personId, endedAt: null },
    data: { endedAt: now },
    select: { id: true },
  })
  await announceEnded(tx, open)
  await tx.session.updateMany({ where: { personId }, data: { device: '' } })
}

async function endRights(tx: Transaction, personId: string, now: Date): Promise<void> {
  const inForce = { where: { personId, endedAt: null }, data: { endedAt: now } }
  await tx.roleGrant.updateMany(inForce)
  await tx.privilegeGrant.updateMany(inForce)
}

async function emptyPerson(tx: Transaction, personId: string): Promise<void> {
  const { phoneHash, picture } = await tx.person.findUniqueOrThrow({ where: { id: personId } })
  if (phoneHash !== null) await tx.signInCode.deleteMany({ where: { phoneHash } })
  const file = /^\/files\/([0-9a-f-]{36})$/.exec(picture ?? '')?.[1]
  if (file !== undefined) await dropFile(tx, { id: file, ownerId: personId })
  const phone = { phoneCipher: null, phoneHash: null, phoneLast4: null }
  const chosen = { language: null, elder: null }
  await tx.person.update({
    where: { id: personId },
    data: { name: erasedName, picture: null, ...phone, ...chosen },
  })
}
