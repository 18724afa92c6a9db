import { z } from 'zod'
import type { Transaction } from '#app/kernel/database.server.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import type { RoomRules, SilencedPerson } from '../room-wire.ts'
import { appendEntry, findOwnEntry, lockBroadcast } from '../timeline/append.server.ts'

/** Who moderates, and where: the running broadcast of a room in which she may. */
export interface Moderator {
  personId: string
  roomId: string
  hostId: string
}

/** Sanctions that hold at the moment `now`. */
export function holdingAt(now: Date) {
  return { liftedAt: null, OR: [{ until: null }, { until: { gt: now } }] }
}

const by = ({ personId }: Pick<Moderator, 'personId'>) => ({ kind: 'person', id: personId }) as const

/**
 * Takes a chat message out of sight, once; a second time answers the same `seq`. Its text stays on the record. The
 * removal is an entry of its own, so that whoever has the message already learns of it.
 */
export function removeMessage(
  moderator: Moderator,
  { broadcastId, seq, reason }: { broadcastId: string; seq: number; reason: string },
  now = new Date(),
): Promise<Outcome<{ seq: number }, 'gone' | 'not-a-message'>> {
  return transact(
    { actor: by(moderator), action: 'chat.remove', subject: `broadcast:${broadcastId}`, why: reason },
    async (tx, refuse, note) => {
      // First of all: of two who remove the same message at once, the second finds it removed.
      if (!(await lockBroadcast(tx, { broadcastId, roomId: moderator.roomId }))) throw refuse('gone')
      const entry = await findEntry(tx, { broadcastId, roomId: moderator.roomId, seq })
      if (entry === null) throw refuse('gone')
      if (entry.kind !== 'chat') throw refuse('not-a-message')
      if (entry.removedBy !== null) return { seq: entry.removedBy }
      const removal = await appendEntry(tx, {
        broadcastId,
        kind: 'removal',
        at: now,
        personId: moderator.personId,
        body: { removes: seq, reason },
      })
      if (removal === null) throw refuse('gone')
      const { count } = await tx.timelineEntry.updateMany({
        where: { broadcastId, seq, removedBy: null },
        data: { removedBy: removal },
      })
      if (count !== 1) throw new Error('a message was removed twice')
      note({ after: { removed: seq, by: removal } })
      return { seq: removal }
    },
  )
}

/**
 * Silences whoever said `seq`: for so many minutes from `now`, or until it is lifted where `minutes` is null. What held
 * before is lifted by it. Nobody silences the host or herself, and only the host an assistant of her room.
 */
export function silence(
  moderator: Moderator,
  wish: { broadcastId: string; seq: number; minutes: number | null; reason: string },
  now = new Date(),
): Promise<
  Outcome<{ until: number | null; personId: string }, 'gone' | 'not-a-message' | 'not-allowed' | 'yourself'>
> {
  const { broadcastId, seq, minutes, reason } = wish
  const { roomId, personId } = moderator
  return transact(
    { actor: by(moderator), action: 'chat.silence', subject: `room:${roomId}`, why: reason },
    async (tx, refuse, note) => {
      const whom = await whomToSilence(tx, moderator, { broadcastId, seq })
      if ('refused' in whom) throw refuse(whom.refused)
      await lock(tx, roomId)
      await tx.sanction.updateMany({
        where: { roomId, personId: whom.personId, liftedAt: null },
        data: { liftedAt: now, liftedById: personId },
      })
      const until = minutes === null ? null : new Date(now.getTime() + minutes * 60_000)
      const kind = minutes === null ? 'block' : 'mute'
      const sanction = await tx.sanction.create({
        data: {
          roomId,
          personId: whom.personId,
          kind,
          reason,
          imposedAt: now,
          imposedById: personId,
          until,
        },
      })
      note({
        after: { sanction: sanction.id, person: whom.personId, kind, until: until?.toISOString() ?? null },
      })
      return { until: until?.getTime() ?? null, personId: whom.personId }
    },
  )
}

/** Who said `seq`, where this moderator may silence her. */
async function whomToSilence(
  tx: Transaction,
  { roomId, personId, hostId }: Moderator,
  { broadcastId, seq }: { broadcastId: string; seq: number },
): Promise<{ personId: string } | { refused: 'gone' | 'not-a-message' | 'not-allowed' | 'yourself' }> {
  const entry = await findEntry(tx, { broadcastId, roomId, seq })
  if (entry === null) return { refused: 'gone' }
  if (entry.kind !== 'chat' || entry.personId === null) return { refused: 'not-a-message' }
  if (entry.personId === personId) return { refused: 'yourself' }
  if (entry.personId === hostId) return { refused: 'not-allowed' }
  const spared = personId !== hostId && (await assists(tx, entry.personId, roomId))
  return spared ? { refused: 'not-allowed' } : { personId: entry.personId }
}

/** Lets a silenced person speak again; one that was lifted before stays as it is. An assistant does not free herself. */
export function liftSanction(
  moderator: Moderator,
  sanction: string,
  now = new Date(),
): Promise<Outcome<{ personId: string }, 'gone'>> {
  const { roomId, personId, hostId } = moderator
  return transact(
    { actor: by(moderator), action: 'chat.lift', subject: `room:${roomId}` },
    async (tx, refuse, note) => {
      const anothers = personId === hostId ? {} : { personId: { not: personId } }
      const [lifted] = await tx.sanction.updateManyAndReturn({
        where: { id: sanction, roomId, liftedAt: null, ...anothers },
        data: { liftedAt: now, liftedById: personId },
        select: { personId: true },
      })
      if (lifted === undefined) throw refuse('gone')
      note({ after: { lifted: sanction } })
      return lifted
    },
  )
}

/** Everyone who is silenced in the room at the moment `now`, the newest first; at most 200. */
export async function listSilenced(roomId: string, now = new Date()): Promise<SilencedPerson[]> {
  const sanctions = await database().sanction.findMany({
    where: { roomId, ...holdingAt(now) },
    orderBy: { imposedAt: 'desc' },
    take: 200,
    include: { person: { select: { name: true } } },
  })
  return sanctions.map(({ id, kind, reason, until, person }) => ({
    sanction: id,
    name: person.name,
    kind,
    reason,
    until: until?.getTime() ?? null,
  }))
}

/**
 * A word of the host or her assistant to all who watch, not of one whom the host has silenced. The same key again answers
 * the same `seq`.
 */
export function postNotice(
  moderator: Moderator,
  { broadcastId, key, text }: { broadcastId: string; key: string; text: string },
  now = new Date(),
): Promise<Outcome<{ seq: number }, 'gone' | 'not-allowed'>> {
  const { personId, roomId } = moderator
  return transact(
    { actor: by(moderator), action: 'chat.notice', subject: `room:${roomId}` },
    async (tx, refuse, note) => {
      // Sent twice at once, the second finds the first.
      if (!(await lockBroadcast(tx, { broadcastId, roomId }))) throw refuse('gone')
      const known = await findOwnEntry(tx, { broadcastId, personId, key })
      if (known !== null) return known
      const silenced = await tx.sanction.count({ where: { roomId, personId, ...holdingAt(now) } })
      if (silenced > 0) throw refuse('not-allowed')
      const entry = {
        broadcastId,
        kind: 'notice',
        at: now,
        personId,
        senderKey: key,
        body: { text },
      } as const
      const seq = await appendEntry(tx, entry)
      if (seq === null) throw refuse('gone')
      note({ after: { broadcast: broadcastId, seq } })
      return { seq }
    },
  )
}

/**
 * Changes how fast and by whom the chat may be used, as far as `wanted` says; while it is on air, what changed is told to
 * all as a notice.
 */
export async function setRules(
  moderator: Pick<Moderator, 'personId' | 'roomId'>,
  wanted: Partial<RoomRules>,
  now = new Date(),
): Promise<RoomRules> {
  const { roomId, personId } = moderator
  const outcome = await transact(
    { actor: by(moderator), action: 'room.set-rules', subject: `room:${roomId}` },
    async (tx, _refuse, note) => {
      await lock(tx, roomId)
      const before = await tx.room.findUniqueOrThrow({
        where: { id: roomId },
        select: { slowSeconds: true, followersOnly: true },
      })
      const rules = { ...before, ...wanted }
      await tx.room.update({ where: { id: roomId }, data: rules })
      const running = await tx.broadcast.findFirst({
        where: { roomId, status: { not: 'ended' } },
        select: { id: true },
      })
      for (const code of changesOf(before, rules)) {
        if (running === null) break
        await appendEntry(tx, { broadcastId: running.id, kind: 'notice', at: now, personId, body: { code } })
      }
      note({ before, after: { ...rules } })
      return rules
    },
  )
  if (!outcome.ok) throw new Error('setting rules refuses nothing')
  return outcome.value
}

function changesOf(before: RoomRules, after: RoomRules) {
  const codes: ('slow-on' | 'slow-off' | 'followers-on' | 'followers-off')[] = []
  if (before.slowSeconds > 0 !== after.slowSeconds > 0)
    codes.push(after.slowSeconds > 0 ? 'slow-on' : 'slow-off')
  if (before.followersOnly !== after.followersOnly)
    codes.push(after.followersOnly ? 'followers-on' : 'followers-off')
  return codes
}

/** The entry, where its broadcast is this room's: a number of another room's leads nowhere. */
function findEntry(
  tx: Transaction,
  { broadcastId, roomId, seq }: { broadcastId: string; roomId: string; seq: number },
) {
  return tx.timelineEntry.findFirst({
    where: { broadcastId, seq, broadcast: { roomId } },
    select: { kind: true, personId: true, removedBy: true },
  })
}

async function assists(tx: Transaction, personId: string, roomId: string): Promise<boolean> {
  const grant = await tx.roleGrant.findFirst({
    where: { personId, role: 'assistant', scope: `room:${roomId}`, endedAt: null },
    select: { id: true },
  })
  return grant !== null
}

/** One change of a room's rules or sanctions at a time. */
async function lock(tx: Transaction, roomId: string): Promise<void> {
  z.array(z.unknown())
    .length(1)
    .parse(await tx.$queryRaw`SELECT 1 FROM room WHERE id = ${roomId}::uuid FOR UPDATE`)
}
