import { socketHub } from '#app/kernel/socket-hub.ts'
import { findVisitorByCookie } from '#app/features/identity/index.server.ts'
import type { LiveRoom } from './live-room.server.ts'
import { liveRooms, refreshLiveRoom } from './live-rooms.server.ts'
import { findStanding } from './standing.server.ts'
import { sendRest, tellRoom } from './tick.server.ts'

/** Something was committed to this broadcast's timeline: the next tick sends it. */
export function stirRoom(broadcastId: string): void {
  for (const room of liveRooms().rooms.values()) if (room.broadcast?.id === broadcastId) room.stirred = true
}

/** A broadcast of this room began, was interrupted, went on or ended: everyone in it hears so at once. */
export async function tellRoomState(slug: string): Promise<void> {
  const before = [...liveRooms().rooms.values()].find((room) => room.slug === slug)
  if (before === undefined || socketHub() === null) return
  // The end of a broadcast is its last entry: it goes out before the room forgets what was on air.
  await sendRest(before)
  const room = await refreshLiveRoom({ slug })
  if (room !== null)
    await tellRoom(room, 'room', { state: stateOf(room), broadcast: room.broadcast?.id ?? null })
}

export function stateOf({ broadcast }: LiveRoom): 'on-air' | 'interrupted' | 'at-rest' {
  if (broadcast === null) return 'at-rest'
  return broadcast.status === 'on_air' ? 'on-air' : 'interrupted'
}

/** The room's rules are others now: everyone hears them. */
export async function tellRules(roomId: string): Promise<void> {
  const room = await refreshLiveRoom({ id: roomId })
  if (room !== null) await tellRoom(room, 'rules', room.rules)
}

/** This person was silenced, released, or began to follow: her own pages in the room hear how she stands. */
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
    member.connection.tell('standing', await findStanding(visitor, room))
  }
}
