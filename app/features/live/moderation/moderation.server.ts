import { z } from 'zod'
import type { Transaction } from '#app/kernel/database.server.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import type { RoomRules, SilencedPerson } from '../room-wire.ts'
import { appendEntry } from '../timeline/append.server.ts'

/** Who moderates, and where: the running broadcast of a room in which she may. */
export interface Moderator {
  personId: string
  roomId: string
  hostId: string
}

const by = ({ personId }: Moderator) => ({ kind: 'person', id: personId }) as const

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
      // The broadcast's row is locked by its counter: nobody else can have been faster.
      if (count !== 1) throw new Error('a message was removed twice')
      note({ after: { removed: seq, by: removal } })
      return { seq: removal }
    },
  )
}

/**
 * Silences whoever said `seq`: for so many minutes from `now`, or until it is lifted where `minutes` is null. What held
 * before is lifted by it. Nobody silences the host, herself, or a moderator of the same room.
 */
export function silence(
  moderator: Moderator,
  wish: { broadcastId: string; seq: number; minutes: number | null; reason: string },
  now = new Date(),
): Promise<Outcome<{ until: number | null; personId: string }, 'gone' | 'not-allowed' | 'yourself'>> {
  const { broadcastId, seq, minutes, reason } = wish
  const { roomId, personId, hostId } = moderator
  return transact(
    { actor: by(moderator), action: 'chat.silence', subject: `room:${roomId}`, why: reason },
    async (tx, refuse, note) => {
      const entry = await findEntry(tx, { broadcastId, roomId, seq })
      if (entry === null || entry.personId === null || entry.kind !== 'chat') throw refuse('gone')
      if (entry.personId === personId) throw refuse('yourself')
      if (entry.personId === hostId || (personId !== hostId && (await assists(tx, entry.personId, roomId))))
        throw refuse('not-allowed')
      await lock(tx, roomId)
      await tx.sanction.updateMany({
        where: { roomId, personId: entry.personId, liftedAt: null },
        data: { liftedAt: now, liftedById: personId },
      })
      const until = minutes === null ? null : new Date(now.getTime() + minutes * 60_000)
      const kind = minutes === null ? 'block' : 'mute'
      const sanction = await tx.sanction.create({
        data: {
          roomId,
          personId: entry.personId,
          kind,
          reason,
          imposedAt: now,
          imposedById: personId,
          until,
        },
      })
      note({
        after: { sanction: sanction.id, person: entry.personId, kind, until: until?.toISOString() ?? null },
      })
      return { until: until?.getTime() ?? null, personId: entry.personId }
    },
  )
}

/** Lets a silenced person speak again; one that was lifted before stays as it is. */
export function liftSanction(
  moderator: Moderator,
  sanction: string,
  now = new Date(),
): Promise<Outcome<{ personId: string }, 'gone'>> {
  const { roomId, personId } = moderator
  return transact(
    { actor: by(moderator), action: 'chat.lift', subject: `room:${roomId}` },
    async (tx, refuse, note) => {
      const [lifted] = await tx.sanction.updateManyAndReturn({
        where: { id: sanction, roomId, liftedAt: null },
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
    where: { roomId, liftedAt: null, OR: [{ until: null }, { until: { gt: now } }] },
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

/** A word of the host or her assistant to all who watch. The same key again answers the same `seq`. */
export function postNotice(
  moderator: Moderator,
  { broadcastId, key, text }: { broadcastId: string; key: string; text: string },
  now = new Date(),
): Promise<Outcome<{ seq: number }, 'gone'>> {
  const { personId, roomId } = moderator
  return transact(
    { actor: by(moderator), action: 'chat.notice', subject: `room:${roomId}` },
    async (tx, refuse) => {
      const known = await tx.timelineEntry.findUnique({
        where: { broadcastId_personId_senderKey: { broadcastId, personId, senderKey: key } },
        select: { seq: true },
      })
      if (known !== null) return known
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
      return { seq }
    },
  )
}

/** Changes how fast and by whom the chat may be used; what changed is told to all as a notice. */
export async function setRules(
  moderator: Moderator,
  { broadcastId, ...rules }: RoomRules & { broadcastId: string | null },
  now = new Date(),
): Promise<RoomRules> {
  const { roomId, personId } = moderator
  const outcome = await transact(
    { actor: by(moderator), action: 'room.set-rules', subject: `room:${roomId}` },
    async (tx, _refuse, note) => {
      await lock(tx, roomId)
      const before = await tx.room.findUniqueOrThrow({ where: { id: roomId } })
      await tx.room.update({ where: { id: roomId }, data: rules })
      for (const code of changesOf(before, rules))
        if (broadcastId !== null)
          await appendEntry(tx, { broadcastId, kind: 'notice', at: now, personId, body: { code } })
      note({
        before: { slowSeconds: before.slowSeconds, followersOnly: before.followersOnly },
        after: { ...rules },
      })
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
