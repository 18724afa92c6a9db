import { z } from 'zod'
import { database } from '#app/kernel/database.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import type { RoomRules } from '../room-wire.ts'
import { findNewestEntries } from '../timeline/entries.server.ts'
import type { ChatterMemory } from '../timeline/chat-rules.ts'
import type { NewMessage, SavedMessage } from '../timeline/save-messages.server.ts'
import { LiveRoom, type Member, type RunningBroadcast } from './live-room.server.ts'

/** A message on its way to the next batch. */
export interface WaitingMessage extends NewMessage {
  room: LiveRoom
  by: { name: string; picture: string | null }
  since: number
  decided: (decision: SavedMessage | { kind: 'failed' }) => void
}

interface LiveRooms {
  members: Map<string, Member>
  /** By the room's id. */
  rooms: Map<string, LiveRoom>
  /** Rooms that are being read from the database, by slug: a crowd that comes at once asks once. */
  opening: Map<string, Promise<LiveRoom | null>>
  waiting: WaitingMessage[]
  chatters: Map<string, ChatterMemory>
}

/** What this process holds of live rooms. One per process, also where the build is reloaded. */
export function liveRooms(): LiveRooms {
  return singleton('live-rooms', () => ({
    members: new Map(),
    rooms: new Map(),
    opening: new Map(),
    waiting: [],
    chatters: new Map(),
  }))
}

/** How many of the newest entries a viewer finds when she enters. */
export const entriesOnEntering = 60

const running = { where: { status: { not: 'ended' } }, take: 1 } as const

/** The room of this slug, read where nobody is in it yet; null where there is none. */
export function openLiveRoom(slug: string): Promise<LiveRoom | null> {
  const { rooms, opening } = liveRooms()
  for (const room of rooms.values()) if (room.slug === slug) return Promise.resolve(room)
  const known = opening.get(slug)
  if (known !== undefined) return known
  const read = readRoom(slug).finally(() => opening.delete(slug))
  opening.set(slug, read)
  return read
}

async function readRoom(slug: string): Promise<LiveRoom | null> {
  const row = await database().room.findUnique({ where: { slug }, include: { broadcasts: running } })
  if (row === null) return null
  const { id, hostId, open, refusedWords, slowSeconds, followersOnly } = row
  const room = new LiveRoom({ id, slug, hostId, open, refusedWords, rules: { slowSeconds, followersOnly } })
  await follow(room, row.broadcasts[0] ?? null)
  liveRooms().rooms.set(id, room)
  return room
}

interface BroadcastRow {
  id: string
  status: string
  startedAt: Date
  likes: number
  peakViewers: number
}

/** Takes over what the database says is running in the room. */
async function follow(room: LiveRoom, row: BroadcastRow | null): Promise<void> {
  if (row === null) {
    room.broadcast = null
    return
  }
  const { id, startedAt, likes, peakViewers } = row
  const status = z.enum(['on_air', 'interrupted']).parse(row.status)
  const broadcast: RunningBroadcast = { id, status, startedAt: startedAt.getTime() }
  if (room.broadcast?.id === id) {
    room.broadcast = broadcast
    return
  }
  const entries = await findNewestEntries({ broadcastId: id, limit: entriesOnEntering })
  room.begin(broadcast, { sent: (entries[0]?.seq ?? 1) - 1, likes, peakViewers })
  room.keep(entries)
}

/** Reads anew what runs in the room, where somebody is in it; answers it. */
export async function refreshLiveRoom(where: { slug: string } | { id: string }): Promise<LiveRoom | null> {
  const { rooms } = liveRooms()
  const room =
    'id' in where ? rooms.get(where.id) : [...rooms.values()].find(({ slug }) => slug === where.slug)
  if (room === undefined) return null
  const row = await database().room.findUniqueOrThrow({
    where: { id: room.id },
    include: { broadcasts: running },
  })
  const { slowSeconds, followersOnly, refusedWords } = row
  room.rules = { slowSeconds, followersOnly } satisfies RoomRules
  room.refusedWords = refusedWords
  await follow(room, row.broadcasts[0] ?? null)
  return room
}

/** Nobody is in it any more: what it was stands in the database. */
export function forgetIfEmpty(room: LiveRoom): void {
  if (room.members.size === 0 && room.likesToSave === 0) liveRooms().rooms.delete(room.id)
}
