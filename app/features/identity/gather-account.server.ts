import type { Transaction } from '#app/kernel/database.server.ts'
import type { Json } from '#app/kernel/json.ts'
import { openPersonal } from '#app/kernel/personal.server.ts'

/** All that her account holds, for herself. */
export async function gatherAccount(tx: Transaction, personId: string): Promise<Json> {
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId } })
  return {
    name: person.name,
    picture: person.picture,
    phone: person.phoneCipher && openPersonal(person.phoneCipher),
    language: person.language,
    largeType: person.elder,
    since: person.createdAt.toISOString(),
    ...(await gatherRights(tx, personId)),
    follows: await gatherFollows(tx, personId),
    devices: await gatherDevices(tx, personId),
    signInCodes: await gatherCodes(tx, person.phoneHash),
    news: await gatherNews(tx, personId),
    files: await gatherFiles(tx, personId),
  }
}

async function gatherRights(tx: Transaction, personId: string) {
  const [roles, privileges] = [
    await tx.roleGrant.findMany({ where: { personId }, orderBy: { grantedAt: 'asc' } }),
    await tx.privilegeGrant.findMany({ where: { personId }, orderBy: { grantedAt: 'asc' } }),
  ]
  return {
    roles: roles.map(({ role, scope, ...grant }) => ({ role, scope, ...timesOf(grant) })),
    privileges: privileges.map(({ privilege, reason, ...grant }) => ({
      ...{ privilege, reason },
      ...timesOf(grant),
    })),
  }
}

async function gatherFollows(tx: Transaction, personId: string) {
  const follows = await tx.follow.findMany({
    where: { followerId: personId, endedAt: null },
    include: { followed: { select: { name: true } } },
    orderBy: { since: 'asc' },
  })
  return follows.map(({ followed, since }) => ({ name: followed.name, since: since.toISOString() }))
}

async function gatherDevices(tx: Transaction, personId: string) {
  const sessions = await tx.session.findMany({ where: { personId }, orderBy: { createdAt: 'desc' } })
  return sessions.map(({ device, createdAt, lastSeenAt, endedAt }) => ({
    device,
    signedInAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    signedOutAt: endedAt?.toISOString() ?? null,
  }))
}

async function gatherCodes(tx: Transaction, phoneHash: string | null) {
  if (phoneHash === null) return []
  const codes = await tx.signInCode.findMany({ where: { phoneHash }, orderBy: { sentAt: 'desc' } })
  return codes.map(({ sentAt, usedAt }) => ({
    sentAt: sentAt.toISOString(),
    usedAt: usedAt?.toISOString() ?? null,
  }))
}

async function gatherNews(tx: Transaction, personId: string) {
  const news = await tx.notification.findMany({ where: { personId }, orderBy: { at: 'desc' } })
  return news.map(({ kind, params, path, at }) => ({
    ...{ kind, path, at: at.toISOString() },
    words: params,
  }))
}

async function gatherFiles(tx: Transaction, personId: string) {
  const files = await tx.storedFile.findMany({ where: { ownerId: personId }, orderBy: { createdAt: 'asc' } })
  return files.map(({ id, contentType, bytes, createdAt }) => ({
    ...{ address: `/files/${id}`, contentType, bytes: Number(bytes), keptAt: createdAt.toISOString() },
  }))
}

function timesOf({ grantedAt, endedAt }: { grantedAt: Date; endedAt: Date | null }) {
  return { from: grantedAt.toISOString(), until: endedAt?.toISOString() ?? null }
}
