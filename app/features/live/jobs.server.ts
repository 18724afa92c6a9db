import { rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { newsTask } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { env } from '#app/kernel/env.server.ts'
import type { Jobs } from '#app/kernel/outbox.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { closeAbandoned, endBroadcast, giveUpBroadcast, pruneDemoRecordings } from './broadcasts.server.ts'
import { mediaPort } from './media-port.server.ts'
import { demoSelling, sellInDemo } from './selling/demo-selling.server.ts'
import { announceOrder } from './selling/order-toast.server.ts'
import { tellNews, tellSales } from './selling/selling-news.server.ts'
import { stirRoom, tellRoomState } from './socket/room-news.server.ts'
import { cutSession } from './socket/room-socket.server.ts'

/** What the outbox runs for live rooms. Each may run more than once. */
export const jobs: Jobs = {
  [closeAbandoned]: (payload) => closeBroadcast(z.object({ recording: z.uuid() }).parse(payload)),
  'identity.session-ended': async (payload) => {
    cutSession(z.object({ sessionId: z.uuid() }).parse(payload).sessionId)
  },
  'shop.order-paid': (payload) => onOrderPaid(z.object({ orderId: z.uuid() }).parse(payload)),
  [newsTask]: async (payload) => tellNews(z.object({ personId: z.uuid() }).parse(payload).personId),
  [demoSelling]: (payload) =>
    sellInDemo(z.object({ broadcastId: z.uuid(), step: z.number().int().min(0) }).parse(payload)),
  [pruneDemoRecordings]: (payload) => pruneDemo(z.object({ roomId: z.uuid() }).parse(payload)),
}

/** The room hears that somebody bought; the host and her assistants, what the broadcast has brought. */
async function onOrderPaid({ orderId }: { orderId: string }): Promise<void> {
  const broadcastId = await announceOrder(orderId)
  if (broadcastId === null) return
  stirRoom(broadcastId)
  await tellSales(broadcastId)
}

/** Ends a broadcast whose publisher stayed away, then closes its recording and notes the length. */
export async function closeBroadcast({
  recording,
  now = new Date(),
}: {
  recording: string
  now?: Date
}): Promise<void> {
  const given = await giveUpBroadcast(recording, now)
  if (given === null) return
  await tellRoomState(given.channel)
  const port = mediaPort()
  if (port === null) throw new Error('this process has no media engine: the recording waits for one that has')
  const reason = 'not-resumed'
  const { durationSeconds } = await port.finishBroadcast({ channel: given.channel, recording, reason })
  await endBroadcast({ recording, at: now.getTime(), durationSeconds, reason })
}

/**
 * Keeps a demo room's newest recording and removes the others from the disk. Recordings of real broadcasts are kept
 * for three years by law and are never touched: the database refuses the mark, and this query never finds them.
 */
async function pruneDemo({ roomId }: { roomId: string }): Promise<void> {
  const closed = await database().broadcast.findMany({
    where: {
      roomId,
      demo: true,
      room: { demo: true },
      status: 'ended',
      durationSeconds: { not: null },
      recordingRemovedAt: null,
    },
    orderBy: { startedAt: 'desc' },
    select: { id: true, durationSeconds: true },
  })
  const kept = closed.find(({ durationSeconds }) => (durationSeconds ?? 0) > 0)
  for (const { id } of closed) if (id !== kept?.id) await removeDemoRecording(id)
}

/** Folder first: where this is cut short, the next run still finds the recording unmarked. */
async function removeDemoRecording(recording: string): Promise<void> {
  await rm(path.join(env().dataDir, 'recordings', recording), { recursive: true, force: true })
  await transact<void, 'removed-before'>(
    {
      actor: { kind: 'system', name: 'demo' },
      action: 'broadcast.remove-demo-recording',
      subject: `broadcast:${recording}`,
      why: 'a demo room keeps its newest recording only',
    },
    async (tx, refuse) => {
      const { count } = await tx.broadcast.updateMany({
        where: { id: recording, demo: true, status: 'ended', recordingRemovedAt: null },
        data: { recordingRemovedAt: new Date() },
      })
      if (count === 0) throw refuse('removed-before')
    },
  )
}
