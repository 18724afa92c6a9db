import { findVisitorByCookie } from '#app/features/identity/index.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { livePolicy } from '../policy.ts'
import type { LiveRoom } from './live-room.server.ts'
import { liveRooms, refreshLiveRoom } from './live-rooms.server.ts'
import { findStanding } from './standing.server.ts'
import { sendRest, tellRoom } from './tick.server.ts'

/** Something was committed to this broadcast's timeline: the next tick sends it. */
export function stirRoom(broadcastId: string): void {
  for (const room of liveRooms().rooms.values()) if (room.broadcast?.id === broadcastId) room.stirred = true
}

/**
 * A broadcast of this room began, was interrupted, went on or ended: everyone in it hears so at once. Never rejects, since
 * whoever calls has committed already: where the database is away, the ticks try on.
 */
export async function tellRoomState(slug: string): Promise<void> {
  const { rooms, opening } = liveRooms()
  // One that is being read may have been read before the change.
  await opening.get(slug)?.catch(() => null)
  const room = [...rooms.values()].find((one) => one.slug === slug)
  if (room === undefined) return
  room.outdated = true
  await followOutdated(room)
}

/** Those whose news could not be read when it came. */
export async function followOutdatedRooms(): Promise<void> {
  for (const room of liveRooms().rooms.values()) if (room.outdated) await followOutdated(room)
}

async function followOutdated(room: LiveRoom): Promise<void> {
  room.outdated = false
  try {
    // The end of a broadcast is its last entry: it goes out before the room forgets what was on air.
    await sendRest(room)
    await refreshLiveRoom({ id: room.id })
    await tellRoom(room, 'room', { state: stateOf(room), broadcast: room.broadcast?.id ?? null })
  } catch (error) {
    room.outdated = true
    log.warn({ err: error, room: room.slug }, 'what runs in a room could not be read yet')
  }
}

export function stateOf({ broadcast }: LiveRoom): 'on-air' | 'interrupted' | 'at-rest' {
  if (broadcast === null) return 'at-rest'
  return broadcast.status === 'on_air' ? 'on-air' : 'interrupted'
}

/** The room's rules are others now: everyone hears them. */
export async function tellRules(roomId: string): Promise<void> {
  const { opening } = liveRooms()
  // One that is being read may have been read before the change.
  await Promise.all([...opening.values()].map((one) => one.catch(() => null)))
  const room = await refreshLiveRoom({ id: roomId })
  if (room !== null) await tellRoom(room, 'rules', room.rules)
}

/** This person was silenced, released, began to follow or assists no more: her own pages here hear how she stands. */
export async function tellStanding({
  roomId,
  personId,
}: {
  roomId: string
  personId: string
}): Promise<void> {
  const room = liveRooms().rooms.get(roomId)
  if (room === undefined) return
  for (const member of room.members) {
    if (member.visitor?.personId !== personId) continue
    const visitor = await findVisitorByCookie(member.connection.cookie)
    if (!livePolicy['room.watch'](visitor, room)) {
      member.connection.cut()
      continue
    }
    if (member.room === room) room.know(member, visitor)
    member.connection.tell('standing', await findStanding(visitor, room))
  }
}

/** A role of this person began or ended: it holds at once in every room that she is in. */
export async function tellStandings(personId: string): Promise<void> {
  for (const roomId of liveRooms().rooms.keys()) await tellStanding({ roomId, personId })
}
