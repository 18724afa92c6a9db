import { z } from 'zod'
import { database } from '#app/kernel/database.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import type { SocketConnection } from '#app/kernel/socket-hub.ts'
import type { RoomRules } from '../room-wire.ts'
import { findOffers } from '../selling/offers.server.ts'
import { findNewestEntries } from '../timeline/entries.server.ts'
import type { ChatterMemory } from '../timeline/chat-rules.ts'
import type { NewMessage, SavedMessage } from '../timeline/save-messages.server.ts'
import { LiveRoom, type Member, type RunningBroadcast } from './live-room.server.ts'

/** What became of a message. */
export type Decision = SavedMessage | { kind: 'failed' }

/** A message on its way to the next batch. */
export interface WaitingMessage extends NewMessage {
  room: LiveRoom
  by: { name: string; picture: string | null }
  since: number
  decided: (decision: Decision) => void
}

interface LiveRooms {
  /** Who is behind each connection; an event that comes before that is known waits for it. */
  knowing: WeakMap<SocketConnection, Promise<Member>>
  /** Everyone who is connected, by the connection's id. */
  members: Map<string, Member>
  /** By the room's id. */
  rooms: Map<string, LiveRoom>
  /** Rooms that are being read from the database, by slug: a crowd that comes at once asks once. */
  opening: Map<string, Promise<LiveRoom | null>>
  waiting: WaitingMessage[]
  /** Messages that are not decided yet, by sender and key: sent again meanwhile, they are answered together. */
  deciding: Map<string, Promise<Decision>>
  /** What each person has said lately. */
  chatters: Map<string, ChatterMemory>
  /** Likes by broadcast that the database does not have yet. */
  unsavedLikes: Map<string, number>
  /** The commit in flight: the next one waits for it. */
  commit: Promise<unknown>
}

/** What this process holds of live rooms. One per process, also where the build is reloaded. */
export function liveRooms(): LiveRooms {
  return singleton('live-rooms', () => ({
    knowing: new WeakMap(),
    members: new Map(),
    rooms: new Map(),
    opening: new Map(),
    waiting: [],
    deciding: new Map(),
    chatters: new Map(),
    unsavedLikes: new Map(),
    commit: Promise.resolve(),
  }))
}

/** One batch at a time, whichever it is: two that touch the same broadcasts would wait for each other. */
export function inOneCommit<Value>(work: () => Promise<Value>): Promise<Value> {
  const rooms = liveRooms()
  const done = rooms.commit.then(work)
  rooms.commit = done.catch(() => undefined)
  return done
}

/** The rules of a chat look back so far at the most (its slowest pace), in milliseconds. */
const rememberedFor = 600_000

/** Whoever has been silent for longer is a newcomer. */
export function forgetQuietChatters(now = Date.now()): void {
  const { chatters } = liveRooms()
  for (const [person, { said }] of chatters)
    if ((said.at(-1)?.at ?? 0) < now - rememberedFor) chatters.delete(person)
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
  // What was committed since it was read goes out with the next tick.
  room.stirred = true
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
  const [entries, offers] = await Promise.all([
    findNewestEntries({ broadcastId: id, limit: entriesOnEntering }),
    findOffers(id),
  ])
  const unsaved = liveRooms().unsavedLikes.get(id) ?? 0
  const counts = { sent: (entries[0]?.seq ?? 1) - 1, likes: likes + unsaved, peakViewers }
  room.begin(broadcast, counts, offers)
  room.keep(entries)
}

/** Reads anew what runs in the room, where somebody is in it; answers it. */
export async function refreshLiveRoom(where: { slug: string } | { id: string }): Promise<LiveRoom | null> {
  const { rooms } = liveRooms()
  const room =
    'id' in where ? rooms.get(where.id) : [...rooms.values()].find(({ slug }) => slug === where.slug)
  if (room === undefined) return null
  await room.inOrder(async () => {
    const row = await database().room.findUniqueOrThrow({
      where: { id: room.id },
      include: { broadcasts: running },
    })
    const { slowSeconds, followersOnly, refusedWords } = row
    room.rules = { slowSeconds, followersOnly } satisfies RoomRules
    room.refusedWords = refusedWords
    await follow(room, row.broadcasts[0] ?? null)
  })
  return room
}

/** Nobody is in it any more: what it was stands in the database. */
export function forgetIfEmpty(room: LiveRoom): void {
  if (room.members.size === 0) liveRooms().rooms.delete(room.id)
}
