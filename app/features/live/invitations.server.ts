import { randomBytes } from 'node:crypto'
import type { KnownVisitor } from '#app/features/identity/index.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { lookupHash } from '#app/kernel/personal.server.ts'
import { transact } from '#app/kernel/transact.server.ts'

/** An invitation lasts a day, in milliseconds. */
const life = 24 * 60 * 60_000

const by = (personId: string) => ({ kind: 'person', id: personId }) as const

/** The secret of an invitation to assist in this room, shown this once. */
export async function inviteAssistant(
  { roomId, personId }: { roomId: string; personId: string },
  now = new Date(),
): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const made = await transact(
    { actor: by(personId), action: 'room.invite-assistant', subject: `room:${roomId}` },
    async (tx) => {
      const expiresAt = new Date(now.getTime() + life)
      await tx.roomInvitation.create({
        data: { roomId, tokenHash: hashOf(token), createdAt: now, expiresAt },
      })
    },
  )
  if (!made.ok) throw new Error('inviting refuses nothing')
  return token
}

export interface Invitation {
  room: { id: string; slug: string; title: string; hostId: string; hostName: string }
}

/** What this secret invites to; null where it was used, is too old or was made up. */
export async function findInvitation(token: string, now = new Date()): Promise<Invitation | null> {
  const found = await database().roomInvitation.findFirst({
    where: { tokenHash: hashOf(token), acceptedAt: null, expiresAt: { gt: now } },
    select: {
      room: { select: { id: true, slug: true, title: true, hostId: true, host: { select: { name: true } } } },
    },
  })
  if (found === null) return null
  const { host, ...room } = found.room
  return { room: { ...room, hostName: host.name } }
}

/** Makes her the room's assistant and uses the invitation up, together: of two who scan it, one comes through. */
export function acceptInvitation(
  token: string,
  { personId }: KnownVisitor,
  now = new Date(),
): Promise<Outcome<{ slug: string }, 'used' | 'own-room'>> {
  return transact(
    { actor: by(personId), action: 'room.accept-invitation', subject: 'room' },
    async (tx, refuse, note) => {
      const [used] = await tx.roomInvitation.updateManyAndReturn({
        where: { tokenHash: hashOf(token), acceptedAt: null, expiresAt: { gt: now } },
        data: { acceptedAt: now, acceptedById: personId },
        select: { roomId: true },
      })
      if (used === undefined) throw refuse('used')
      const room = await tx.room.findUniqueOrThrow({ where: { id: used.roomId } })
      if (room.hostId === personId) throw refuse('own-room')
      const scope = `room:${room.id}`
      await tx.roleGrant.createMany({
        data: [{ personId, role: 'assistant', scope, grantedAt: now, grantedById: room.hostId }],
        skipDuplicates: true,
      })
      note({ subject: scope, after: { assistant: personId } })
      return { slug: room.slug }
    },
  )
}

export interface Assistant {
  grant: string
  name: string
  picture: string | null
  since: string
}

/** Who assists in this room, the longest first. */
export async function listAssistants(roomId: string): Promise<Assistant[]> {
  const grants = await database().roleGrant.findMany({
    where: { role: 'assistant', scope: `room:${roomId}`, endedAt: null },
    orderBy: { grantedAt: 'asc' },
    include: { person: { select: { name: true, picture: true } } },
  })
  return grants.map(({ id, grantedAt, person }) => ({ grant: id, ...person, since: grantedAt.toISOString() }))
}

/** Ends an assistant's role in this room; one of another room is answered as one that is not there. */
export function endAssistant(
  { roomId, grant, personId }: { roomId: string; grant: string; personId: string },
  now = new Date(),
): Promise<Outcome<{ personId: string }, 'absent'>> {
  return transact(
    { actor: by(personId), action: 'room.end-assistant', subject: `room:${roomId}` },
    async (tx, refuse, note) => {
      const [ended] = await tx.roleGrant.updateManyAndReturn({
        where: { id: grant, role: 'assistant', scope: `room:${roomId}`, endedAt: null },
        data: { endedAt: now },
        select: { personId: true },
      })
      if (ended === undefined) throw refuse('absent')
      note({ before: { assistant: ended.personId } })
      return ended
    },
  )
}

function hashOf(token: string): string {
  return lookupHash(`room-invitation:${token}`)
}
