import { setImmediate as turn } from 'node:timers/promises'
import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { socketHub } from '#app/kernel/socket-hub.ts'
import type { Counts, Tell, TellName } from '../room-wire.ts'
import { findEntriesAfter } from '../timeline/entries.server.ts'
import { saveMessages, type SavedMessage } from '../timeline/save-messages.server.ts'
import type { EntryView } from '../timeline/timeline.ts'
import { mostLikes, type LiveRoom } from './live-room.server.ts'
import { forgetIfEmpty, inOneCommit, liveRooms, type WaitingMessage } from './live-rooms.server.ts'
import { countDecision, countTick } from './room-metrics.server.ts'

/** The most messages that one statement saves. */
const mostAtOnce = 1000
/** The most entries of one event, so that it stays far below what may wait for one page. */
const mostTold = 100
/** So long a message waits for a database that is away, in milliseconds. */
const patience = 5000

/**
 * One tick: saves what was said since the last one, all rooms together, then sends it. Called again only when it has
 * resolved, so that one commit is in flight at a time.
 */
export async function tickRooms(now = new Date()): Promise<void> {
  const began = performance.now()
  const { waiting, rooms } = liveRooms()
  const batch = waiting.splice(0, mostAtOnce)
  const fresh = batch.length > 0 ? await save(batch, now) : new Map<LiveRoom, EntryView[]>()
  // Answers go out before the entries, on the same line: a page that knew the entry first would show it beside the
  // speaker's own waiting copy.
  if (batch.length > 0) await turn()
  for (const room of rooms.values()) {
    const saved = fresh.get(room) ?? []
    if (saved.length > 0 || room.stirred) await room.inOrder(() => sendNews(room, saved))
  }
  if (batch.length > 0) countTick(performance.now() - began)
}

/** The new entries by room. Whoever spoke is answered after the commit. */
async function save(batch: WaitingMessage[], now: Date): Promise<Map<LiveRoom, EntryView[]>> {
  let decisions: SavedMessage[]
  try {
    decisions = await inOneCommit(() => saveMessages(batch, now))
  } catch (error) {
    log.warn({ err: error, messages: batch.length }, 'a batch of messages could not be saved')
    return waitOn(batch, now)
  }
  const fresh = new Map<LiveRoom, EntryView[]>()
  for (const [place, message] of batch.entries()) {
    const decision = decisions[place]
    if (decision === undefined) throw new Error('a message without a decision')
    countDecision(decision.kind)
    message.decided(decision)
    if (decision.kind !== 'saved' || !decision.fresh) continue
    const { text, role, by } = message
    // Everyone may have left it meanwhile, and somebody come anew.
    const room = liveRooms().rooms.get(message.room.id)
    // Where another broadcast has begun, it stands on the record of the one before.
    if (room?.broadcast?.id !== message.broadcastId) continue
    const entry: EntryView = { kind: 'chat', seq: decision.seq, at: decision.at, by: { ...by, role }, text }
    const already = fresh.get(room)
    if (already) already.push(entry)
    else fresh.set(room, [entry])
  }
  return fresh
}

/** What was not saved waits for the next tick, in its order, and is told at last that it failed. */
function waitOn(batch: WaitingMessage[], now: Date): Map<LiveRoom, EntryView[]> {
  const { waiting } = liveRooms()
  const isLate = ({ since }: WaitingMessage) => now.getTime() - since > patience
  const late = batch.filter(isLate)
  waiting.unshift(...batch.filter((message) => !isLate(message)))
  for (const { decided } of late) {
    countDecision('failed')
    decided({ kind: 'failed' })
  }
  return new Map()
}

/** Sends what was saved, and before it whatever else was written to the timeline meanwhile. */
async function sendNews(room: LiveRoom, saved: EntryView[]): Promise<void> {
  const { broadcast } = room
  room.stirred = false
  if (broadcast === null) return
  try {
    const inOrder = saved.toSorted((one, other) => one.seq - other.seq)
    const goesOn = inOrder.length > 0 && inOrder[0]?.seq === room.sent + 1 && hasNoHoles(inOrder)
    const news = goesOn ? inOrder : await findEntriesAfter({ broadcastId: broadcast.id, after: room.sent })
    if (news.length === 0) return
    room.keep(news)
    // A page of the database was full, or something came after what was read: the next tick reads on.
    if (!goesOn && (inOrder.at(-1)?.seq ?? 0) > room.sent) room.stirred = true
    for (let from = 0; from < news.length; from += mostTold)
      await tellRoom(room, 'entries', { broadcast: broadcast.id, entries: news.slice(from, from + mostTold) })
  } catch (error) {
    room.stirred = true
    log.warn({ err: error, room: room.slug }, 'news of a room could not be sent yet')
  }
}

/** Sends all that the timeline of the room's broadcast has and its viewers have not. */
export async function sendRest(room: LiveRoom): Promise<void> {
  for (let before = -1; before !== room.sent;) {
    before = room.sent
    await room.inOrder(() => sendNews(room, []))
  }
}

function hasNoHoles(entries: readonly EntryView[]): boolean {
  return entries.every(({ seq }, place) => place === 0 || seq === (entries[place - 1]?.seq ?? 0) + 1)
}

/** To everyone in the room, one slice a turn of the event loop, so that nothing else waits for a full room. */
export async function tellRoom<Name extends TellName>(
  room: LiveRoom,
  name: Name,
  content: Tell<Name>,
): Promise<void> {
  const hub = socketHub()
  if (hub === null) return
  for (const slice of room.slices) {
    hub.tellGroup(slice, name, content)
    await turn()
  }
}

export function countsOf(room: LiveRoom): Counts {
  return { viewers: room.viewers, likes: room.likes, last: room.sent }
}

/** Once a second: counts to those who are there, likes and the most viewers to the database. */
export async function tickCounts(): Promise<void> {
  const rooms = [...liveRooms().rooms.values()]
  for (const room of rooms) {
    if (room.broadcast === null) continue
    const counts = countsOf(room)
    const told = JSON.stringify([room.broadcast.id, counts])
    if (told !== room.told) await tellRoom(room, 'counts', { broadcast: room.broadcast.id, ...counts })
    room.told = told
  }
  await saveLikes()
  await savePeaks(rooms)
  for (const room of rooms) forgetIfEmpty(room)
}

async function saveLikes(): Promise<void> {
  const { unsavedLikes } = liveRooms()
  const taken = [...unsavedLikes]
  if (taken.length === 0) return
  unsavedLikes.clear()
  try {
    await inOneCommit(
      () => database().$executeRaw`
        UPDATE broadcast SET likes = least(broadcast.likes + c.likes, ${mostLikes}::bigint)::int
        FROM unnest(${taken.map(([id]) => id)}::uuid[], ${taken.map(([, likes]) => likes)}::bigint[]) AS c (id, likes)
        WHERE broadcast.id = c.id`,
    )
  } catch (error) {
    log.warn({ err: error }, 'likes could not be saved yet')
    for (const [id, likes] of taken) unsavedLikes.set(id, (unsavedLikes.get(id) ?? 0) + likes)
  }
}

async function savePeaks(rooms: LiveRoom[]): Promise<void> {
  const higher = rooms.filter(
    ({ broadcast, mostViewers, peakViewers }) => broadcast && mostViewers > peakViewers,
  )
  if (higher.length === 0) return
  const peaks = higher.map((room) => ({ room, id: room.broadcast?.id ?? '', peak: room.mostViewers }))
  try {
    await inOneCommit(
      () => database().$executeRaw`
        UPDATE broadcast SET peak_viewers = greatest(peak_viewers, c.peak)
        FROM unnest(${peaks.map(({ id }) => id)}::uuid[], ${peaks.map(({ peak }) => peak)}::int[]) AS c (id, peak)
        WHERE broadcast.id = c.id`,
    )
    for (const { room, id, peak } of peaks) if (room.broadcast?.id === id) room.peakViewers = peak
  } catch (error) {
    log.warn({ err: error }, 'the most viewers could not be saved yet')
  }
}
