import { hasRole } from '#app/features/identity/index.ts'
import { isFollowing, type SignedIn } from '#app/features/identity/index.server.ts'
import { moderationHandlers } from '../moderation/asks.server.ts'
import { livePolicy } from '../policy.ts'
import type { Answer, Ask, AskName, Entered } from '../room-wire.ts'
import { sellingHandlers } from '../selling/asks.server.ts'
import { findSales } from '../selling/sales.server.ts'
import { findEntriesAfter, findNewestEntries } from '../timeline/entries.server.ts'
import { ChatterMemory, judgeMessage } from '../timeline/chat-rules.ts'
import type { NewMessage } from '../timeline/save-messages.server.ts'
import type { EntryView } from '../timeline/timeline.ts'
import { mostLikes, type LiveRoom, type Member } from './live-room.server.ts'
import { entriesOnEntering, liveRooms, openLiveRoom, type Decision } from './live-rooms.server.ts'
import { stateOf } from './room-news.server.ts'
import { findStanding } from './standing.server.ts'
import { countsOf } from './tick.server.ts'

export type Handler<Name extends AskName> = (member: Member, input: Ask<Name>) => Promise<Answer<Name>>

/** What answers each event that a page may send. */
export const handlers: { [Name in AskName]: Handler<Name> } = {
  enter,
  catchUp,
  say,
  like,
  ...moderationHandlers,
  ...sellingHandlers,
}

/** So many messages wait for one batch at the most; beyond that the room is too loud to be followed anyway. */
const mostWaiting = 5000

async function enter(
  member: Member,
  { room: slug, broadcast, after }: Ask<'enter'>,
): Promise<Answer<'enter'>> {
  const room = await openLiveRoom(slug)
  if (room === null || !livePolicy['room.watch'](member.visitor, room))
    return { ok: false, reason: 'unknown-room' }
  if (member.room !== room) {
    member.room?.letGo(member)
    // She has gone while the room was read.
    if (liveRooms().members.has(member.connection.id)) room.take(member)
  }
  const standing = await findStanding(member.visitor, room)
  const known = room.broadcast !== null && broadcast === room.broadcast.id ? after : null
  const entries = room.broadcast === null ? [] : await entriesFor(room, room.broadcast.id, known)
  const sells = standing.moderates && room.broadcast !== null
  const sales = sells ? await findSales(room.broadcast?.id ?? '') : null
  return { ok: true, value: enteredView(room, { standing, entries, sales }) }
}

function enteredView(room: LiveRoom, rest: Pick<Entered, 'standing' | 'entries' | 'sales'>): Entered {
  const { broadcast } = room
  return {
    state: stateOf(room),
    broadcast: broadcast && { id: broadcast.id, startedAt: broadcast.startedAt },
    offers: room.offers,
    counts: countsOf(room),
    rules: room.rules,
    ...rest,
  }
}

function entriesFor(
  room: LiveRoom,
  broadcastId: string,
  after: number | null,
): Promise<EntryView[]> | EntryView[] {
  const from = after ?? Math.max(0, room.sent - entriesOnEntering)
  const atHand = room.recentAfter(from)
  if (atHand !== null) return atHand.slice(0, 200)
  return after === null
    ? findNewestEntries({ broadcastId, limit: entriesOnEntering })
    : findEntriesAfter({ broadcastId, after })
}

async function catchUp({ room }: Member, { broadcast, after }: Ask<'catchUp'>): Promise<Answer<'catchUp'>> {
  if (room === null) return { ok: false, reason: 'not-entered' }
  if (room.broadcast?.id !== broadcast) return { ok: false, reason: 'gone' }
  return { ok: true, value: { entries: await entriesFor(room, broadcast, after), last: room.sent } }
}

async function say({ visitor, room }: Member, { key, text }: Ask<'say'>): Promise<Answer<'say'>> {
  if (visitor === null) return { ok: false, reason: 'signed-out' }
  if (room === null) return { ok: false, reason: 'not-entered' }
  if (room.broadcast === null) return { ok: false, reason: 'not-on-air' }
  const { personId } = visitor
  const broadcastId = room.broadcast.id
  const role = roleIn(room, visitor)
  const judged = await judge({ room, broadcastId, personId, role, key, text })
  if (!judged.ok) return judged
  const message = { broadcastId, personId, senderKey: key, text: judged.text, role }
  const decision = await decide(room, visitor, message)
  if (decision === null) return { ok: false, reason: 'too-often', retryAfter: 1000 }
  if (decision.kind === 'saved') return { ok: true, value: { seq: decision.seq } }
  if (decision.kind === 'failed') return { ok: false, reason: 'failed' }
  const retryAfter = decision.until === null ? undefined : decision.until - Date.now()
  return { ok: false, reason: decision.reason, ...(retryAfter === undefined ? {} : { retryAfter }) }
}

/** What the next batch makes of it; null where too much waits for one already. */
function decide(room: LiveRoom, { name, picture }: SignedIn, message: NewMessage): Promise<Decision> | null {
  const { waiting, deciding } = liveRooms()
  const key = `${message.broadcastId}/${message.personId}/${message.senderKey}`
  const known = deciding.get(key)
  if (known !== undefined) return known
  if (waiting.length >= mostWaiting) return null
  const decision = new Promise<Decision>((decided) => {
    waiting.push({ ...message, room, by: { name, picture }, since: Date.now(), decided })
  }).finally(() => deciding.delete(key))
  deciding.set(key, decision)
  return decision
}

function roleIn(room: LiveRoom, visitor: NonNullable<Member['visitor']>): EntryViewRole {
  if (visitor.personId === room.hostId) return 'host'
  return hasRole(visitor, 'assistant', `room:${room.id}`) ? 'assistant' : 'viewer'
}
type EntryViewRole = Extract<EntryView, { kind: 'chat' }>['by']['role']

/** What the chat's rules say. Her own memory is of this process; what is silenced, the database decides. */
async function judge({
  room,
  broadcastId,
  personId,
  role,
  key,
  text,
}: {
  room: LiveRoom
  broadcastId: string
  personId: string
  role: EntryViewRole
  key: string
  text: string
}) {
  const { chatters } = liveRooms()
  const memory = chatters.get(personId) ?? new ChatterMemory()
  chatters.set(personId, memory)
  const follows =
    !room.rules.followersOnly ||
    role !== 'viewer' ||
    (await isFollowing({ followerId: personId, followedId: room.hostId }))
  return judgeMessage(text, {
    // The same key in another room is another message.
    key: `${broadcastId}/${key}`,
    role,
    follows,
    rules: room.rules,
    refusedWords: room.refusedWords,
    memory,
    now: Date.now(),
  })
}

async function like({ room }: Member, { count }: Ask<'like'>): Promise<Answer<'like'>> {
  if (room === null) return { ok: false, reason: 'not-entered' }
  if (room.broadcast === null) return { ok: false, reason: 'gone' }
  const { unsavedLikes } = liveRooms()
  room.likes = Math.min(room.likes + count, mostLikes)
  unsavedLikes.set(room.broadcast.id, (unsavedLikes.get(room.broadcast.id) ?? 0) + count)
  return { ok: true, value: null }
}
