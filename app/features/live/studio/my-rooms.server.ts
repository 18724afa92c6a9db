import type { KnownVisitor } from '#app/features/identity/index.ts'
import { database } from '#app/kernel/database.server.ts'
import type { MyRoom } from './my-rooms.ts'

const shown = {
  id: true,
  slug: true,
  title: true,
  place: true,
  coverArt: true,
  hostId: true,
  host: { select: { name: true } },
  broadcasts: { where: { status: { not: 'ended' } }, take: 1, select: { status: true } },
} as const

/** The rooms that she hosts, then those in which she assists, each by its title. */
export async function findMyRooms(visitor: KnownVisitor): Promise<MyRoom[]> {
  const rooms = await database().room.findMany({
    where: { OR: [{ hostId: visitor.personId }, { id: { in: assisted(visitor) } }] },
    select: shown,
  })
  return rooms
    .map(({ id: _, hostId, coverArt, host, broadcasts, ...room }) => ({
      ...room,
      cover: coverArt,
      host: host.name,
      as: hostId === visitor.personId ? ('host' as const) : ('assistant' as const),
      onAir: broadcasts.length > 0,
    }))
    .toSorted((left, right) => right.as.localeCompare(left.as) || left.title.localeCompare(right.title, 'zh'))
}

/** The ids of the rooms in which she has the assistant's role. */
function assisted({ roles }: KnownVisitor): string[] {
  return roles
    .filter(({ role, scope }) => role === 'assistant' && scope.startsWith('room:'))
    .map(({ scope }) => scope.slice('room:'.length))
}
