import type { Broadcast, Prisma } from '#app/generated/prisma/client.ts'
import type { BroadcastEnd, BroadcastStatus } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { emit, emitAll } from '#app/kernel/outbox.server.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { resumeWindow, statusesBefore } from './broadcasts.ts'
import type { EndReason } from './media-port.server.ts'
import { planDemoSelling } from './selling/demo-selling.server.ts'
import { appendEntry } from './timeline/append.server.ts'

export const closeAbandoned = 'live.close-abandoned'
export const pruneDemoRecordings = 'live.prune-demo-recordings'

const media: Actor = { kind: 'system', name: 'media' }

const endings: Record<EndReason, BroadcastEnd> = {
  'publisher-ended': 'publisher_ended',
  'not-resumed': 'not_resumed',
  'server-stopped': 'server_stopped',
  'recording-failed': 'recording_failed',
}

/** Moves the broadcast to `to` if its state allows it at this moment; false where it does not. */
export async function moveBroadcast(
  tx: Transaction,
  {
    where,
    to,
    set = {},
  }: {
    where: Prisma.BroadcastWhereInput
    to: BroadcastStatus
    set?: Prisma.BroadcastUpdateManyMutationInput
  },
): Promise<Broadcast[]> {
  return tx.broadcast.updateManyAndReturn({
    where: { AND: [where, { status: { in: statusesBefore(to) } }] },
    data: { ...set, status: to, ...(to === 'interrupted' ? {} : { interruptedAt: null }) },
  })
}

/**
 * Puts the room on air at the moment `at` (milliseconds): goes on with a broadcast that was interrupted less than two
 * minutes ago, else begins a new one. Two at once open one broadcast: the partial unique index decides.
 */
export async function openBroadcast({ channel, at }: { channel: string; at: number }) {
  const moment = new Date(at)
  const opened = await transact(
    { actor: media, action: 'broadcast.open', subject: `room:${channel}` },
    async (tx, _refuse, note) => {
      const room = await tx.room.findUniqueOrThrow({ where: { slug: channel } })
      const resumed = await resume(tx, { roomId: room.id, moment })
      await endStale(tx, { roomId: room.id, moment })
      const begun = resumed ?? (await begin(tx, room, moment))
      note({ subject: `broadcast:${begun.id}`, after: { status: 'on_air', resumed: resumed !== undefined } })
      const goesOn = resumed !== undefined || !begun.fresh
      return { recording: begun.id, resumed: goesOn, open: room.open }
    },
  )
  if (!opened.ok) throw new Error('opening refuses nothing')
  return opened.value
}

async function resume(tx: Transaction, { roomId, moment }: { roomId: string; moment: Date }) {
  const youngest = new Date(moment.getTime() - resumeWindow)
  const [resumed] = await moveBroadcast(tx, {
    where: { roomId, interruptedAt: { gt: youngest } },
    to: 'on_air',
  })
  return resumed && { id: resumed.id, fresh: false }
}

/** An interrupted broadcast that is too old to go on makes room for the next one; a job closes its recording. */
async function endStale(
  tx: Transaction,
  { roomId, moment }: { roomId: string; moment: Date },
): Promise<void> {
  const waiting = await tx.broadcast.findMany({
    where: { roomId, status: 'interrupted' },
    select: { id: true },
  })
  for (const { id } of waiting) await appendEnd(tx, id, moment)
  const stale = await moveBroadcast(tx, {
    where: { roomId, status: 'interrupted' },
    to: 'ended',
    set: { endedAt: moment, endReason: 'not_resumed' },
  })
  await emitAll(
    tx,
    stale.map(({ id }) => closing(id, moment)),
  )
}

async function begin(
  tx: Transaction,
  room: { id: string; title: string; demo: boolean },
  moment: Date,
): Promise<{ id: string; fresh: boolean }> {
  const [begun] = await tx.broadcast.createManyAndReturn({
    data: [{ roomId: room.id, title: room.title, demo: room.demo, startedAt: moment }],
    skipDuplicates: true,
    select: { id: true },
  })
  if (begun) {
    await appendEntry(tx, { broadcastId: begun.id, kind: 'notice', at: moment, body: { code: 'began' } })
    if (room.demo) await planDemoSelling(tx, begun.id, moment)
    return { id: begun.id, fresh: true }
  }
  const running = await tx.broadcast.findFirstOrThrow({
    where: { roomId: room.id, status: { not: 'ended' } },
    select: { id: true },
  })
  return { id: running.id, fresh: false }
}

/** The publisher dropped at `at` (milliseconds): it has two minutes to come back, then a job ends the broadcast. */
export async function publisherLost({ recording, at }: { recording: string; at: number }): Promise<void> {
  const moment = new Date(at)
  await transact<void, 'not-on-air'>(
    { actor: media, action: 'broadcast.interrupt', subject: `broadcast:${recording}` },
    async (tx, refuse) => {
      const moved = await moveBroadcast(tx, {
        where: { id: recording },
        to: 'interrupted',
        set: { interruptedAt: moment },
      })
      if (moved.length === 0) throw refuse('not-on-air')
      await emit(tx, closing(recording, new Date(at + resumeWindow)))
    },
  )
}

/**
 * Ends the broadcast, once, with the length of its recording in seconds. One that was ended before its recording was
 * closed gets its length now; anything else changes nothing.
 */
export async function endBroadcast({
  recording,
  at,
  durationSeconds,
  reason,
}: {
  recording: string
  at: number
  durationSeconds: number
  reason: EndReason
}): Promise<void> {
  await transact<void, 'ended-before'>(
    { actor: media, action: 'broadcast.end', subject: `broadcast:${recording}` },
    async (tx, refuse, note) => {
      const endReason = endings[reason]
      await appendEnd(tx, recording, new Date(at))
      const [moved] = await moveBroadcast(tx, {
        where: { id: recording },
        to: 'ended',
        set: { endedAt: new Date(at), endReason, durationSeconds },
      })
      const [ended = moved] = await tx.broadcast.updateManyAndReturn({
        where: { id: recording, status: 'ended', durationSeconds: null },
        data: { durationSeconds },
      })
      if (ended === undefined) throw refuse('ended-before')
      note({ after: { status: 'ended', endReason: ended.endReason, durationSeconds } })
      if (ended.demo) await emit(tx, pruning(ended.roomId))
    },
  )
}

/**
 * Ends the broadcast if its publisher stayed away for two minutes at `now`. Its recording is closed afterwards: from
 * here on nobody can go on with it. Answers whether the recording has still to be closed, and in which channel.
 */
export async function giveUpBroadcast(recording: string, now: Date): Promise<{ channel: string } | null> {
  const outcome = await transact<{ channel: string } | null, 'goes-on'>(
    { actor: media, action: 'broadcast.give-up', subject: `broadcast:${recording}` },
    async (tx, refuse) => {
      const stale = { id: recording, interruptedAt: { lte: new Date(now.getTime() - resumeWindow) } }
      if ((await tx.broadcast.count({ where: stale })) > 0) await appendEnd(tx, recording, now)
      await moveBroadcast(tx, {
        where: stale,
        to: 'ended',
        set: { endedAt: now, endReason: 'not_resumed' },
      })
      const broadcast = await tx.broadcast.findUniqueOrThrow({
        where: { id: recording },
        include: { room: { select: { slug: true } } },
      })
      if (broadcast.status === 'ended' && broadcast.durationSeconds === null)
        return { channel: broadcast.room.slug }
      // The clocks of the database and of this process may differ by a little: a job that came too early comes again.
      if (broadcast.interruptedAt)
        await emit(tx, closing(recording, new Date(broadcast.interruptedAt.getTime() + resumeWindow)))
      else throw refuse('goes-on')
      return null
    },
  )
  return outcome.ok ? outcome.value : null
}

/** The last entry of its timeline, in the transaction that ends it: an ended broadcast takes no more. */
async function appendEnd(tx: Transaction, broadcastId: string, at: Date): Promise<void> {
  await appendEntry(tx, { broadcastId, kind: 'end', at, body: {} })
}

/** A job's key is not used here: the job that gives up must be able to leave another behind while it runs. */
function closing(recording: string, runAt: Date) {
  return { task: closeAbandoned, payload: { recording }, runAt }
}

function pruning(roomId: string) {
  return { task: pruneDemoRecordings, payload: { roomId } }
}

/**
 * At the start of the process nobody is publishing: what was on air is interrupted from `now` on, and may be resumed.
 * Everything that still waits for its end gets a job, since a killed process keeps its jobs locked for hours.
 */
export async function recoverBroadcasts(now = new Date()): Promise<void> {
  await transact<void, 'nothing-left'>(
    { actor: media, action: 'broadcast.recover', subject: 'broadcasts' },
    async (tx, refuse, note) => {
      const lost = await moveBroadcast(tx, { where: {}, to: 'interrupted', set: { interruptedAt: now } })
      const waiting = await tx.broadcast.findMany({
        where: { OR: [{ status: 'interrupted' }, { status: 'ended', durationSeconds: null }] },
        select: { id: true, interruptedAt: true },
      })
      if (waiting.length === 0) throw refuse('nothing-left')
      await emitAll(
        tx,
        waiting.map(({ id, interruptedAt }) =>
          closing(id, interruptedAt ? new Date(interruptedAt.getTime() + resumeWindow) : now),
        ),
      )
      note({ after: { interrupted: lost.map(({ id }) => id), waiting: waiting.map(({ id }) => id) } })
    },
  )
}
