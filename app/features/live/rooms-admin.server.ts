import { randomInt } from 'node:crypto'
import { addPrivilege, findOrCreatePerson } from '#app/features/identity/index.server.ts'
import type { KnownVisitor } from '#app/features/identity/index.ts'
import { database } from '#app/kernel/database.server.ts'
import { isDuplicate } from '#app/kernel/database-errors.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { personal } from '#app/kernel/personal-keys.server.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import type { RoomsPage } from './rooms-admin.ts'
import { NewRoom } from './rooms.ts'
import { makeSecret } from './secrets.server.ts'

const onPage = 20

type NewHostRoom = Omit<NewRoom, 'hostId' | 'demo'> & {
  host: { name: string; phone?: string }
  /** Why the host may broadcast to everybody at once; it stays with her privilege. Without one her certificate opens it. */
  reason?: string
}

/**
 * Opens a room for a host: whoever has this phone, else somebody new of this name. With a reason she may go on air there
 * for everybody at once. All or nothing; the stream key is shown this once.
 */
export async function openRoomForHost(
  { host, reason, ...input }: NewHostRoom,
  { actor, now = new Date() }: { actor: Actor; now?: Date },
): Promise<Outcome<{ id: string; slug: string; hostId: string; streamKey: string }, 'slug-taken'>> {
  const room = NewRoom.omit({ hostId: true, demo: true }).parse(input)
  const key = makeSecret('stream-key')
  try {
    return await transact(
      { actor, action: 'room.open-for-host', subject: 'room', why: reason },
      async (tx, _refuse, note) => {
        const { id: hostId, isNew } = await findOrCreatePerson(tx, host)
        const { id } = await tx.room.create({ data: { ...room, hostId, streamKeyHash: key.hash } })
        const privilege = 'broadcast_publicly'
        const granted =
          reason !== undefined &&
          (await addPrivilege(tx, { personId: hostId, privilege, reason }, { actor, now }))
        const taken = isNew ? personal(hostId, { name: host.name, phone: host.phone ?? null }) : null
        const privileges = granted ? [privilege] : []
        note({ subject: `room:${id}`, after: { ...room, hostId, newHost: taken, privileges } })
        return { id, slug: room.slug, hostId, streamKey: key.secret }
      },
    )
  } catch (error) {
    // A person's phone is never the duplicate: whoever has it is found.
    if (isDuplicate(error)) return refused('slug-taken')
    throw error
  }
}

/** All rooms, the newest first, twenty a page; the first page is 0. */
export async function listRoomsForAdministrator({ page }: { page: number }): Promise<RoomsPage> {
  const rows = await database().room.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    skip: page * onPage,
    take: onPage + 1,
    select: {
      slug: true,
      title: true,
      place: true,
      open: true,
      demo: true,
      host: { select: { id: true, name: true, phoneLast4: true } },
      broadcasts: { where: { status: { not: 'ended' } }, take: 1, select: { id: true } },
    },
  })
  const rooms = rows.map(({ broadcasts, ...room }) => ({ ...room, onAir: broadcasts.length > 0 }))
  return { rooms: rooms.slice(0, onPage), next: rows.length > onPage ? page + 1 : null }
}

/** Whether she hosts a room or assists in one. */
export async function hasRooms(visitor: KnownVisitor): Promise<boolean> {
  return visitor.roles.some(({ role }) => role === 'assistant') || hostsRoom(visitor.personId)
}

/** Whether a room is hers: staff have checked who she is. */
export async function hostsRoom(personId: string): Promise<boolean> {
  return (await database().room.count({ where: { hostId: personId } })) > 0
}

/** The titles of the rooms that these scopes (`room:ID`) name; other scopes have none. */
export async function findRoomTitles(scopes: readonly string[]): Promise<Record<string, string>> {
  const ids = scopes.filter((scope) => scope.startsWith('room:')).map((scope) => scope.slice('room:'.length))
  if (ids.length === 0) return {}
  const rooms = await database().room.findMany({
    where: { id: { in: ids } },
    select: { id: true, title: true },
  })
  return Object.fromEntries(rooms.map(({ id, title }) => [`room:${id}`, title]))
}

/** A name for an address that nobody has to think up: `room-` and four letters that are not taken for others. */
export function suggestSlug(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  return `room-${Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')}`
}
