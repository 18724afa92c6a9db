import { randomUUID } from 'node:crypto'
import { demoPeople } from '#app/features/identity/index.ts'
import { addPrivilege, findOrCreateDemoPerson } from '#app/features/identity/index.server.ts'
import { listShelf } from '#app/features/shop/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { seedReplay } from '#prisma/seed/replay.ts'
import { seedShops } from '#prisma/seed/shops.ts'
import { endBroadcast, openBroadcast } from './broadcasts.server.ts'
import { watchable } from './rooms.server.ts'
import { pinProduct } from './selling/pin.server.ts'
import { saveMessages } from './timeline/save-messages.server.ts'

/** Records the demo's picture as this broadcast's; answers the length of what is on disk, in seconds. */
export type RecordDemo = (take: {
  recording: string
  channel: string
  beganAt: number
  seconds: number
}) => Promise<{ durationSeconds: number }>

const demo = { kind: 'system', name: 'demo' } as const
/** The broadcast was yesterday's, in milliseconds: whoever opens a new demo finds a room at rest. */
const ago = 26 * 3600 * 1000
const { room, lines, pins, seconds } = seedReplay

/**
 * A demo seller's room with one replay, its chat and its chapters, made by the operations of any broadcast. Once the
 * replay is there, it changes nothing; what a crash cut short is ended without a recording and made anew.
 * Answers false where nothing could be recorded.
 */
export async function seedDemoReplay(record: RecordDemo, now = new Date()): Promise<boolean> {
  const its = await makeRoom()
  if (its === null) return true
  const { id: roomId, hostId } = its
  if ((await database().broadcast.count({ where: { ...watchable, roomId } })) > 0) return true
  await endUnfinished(roomId, now)

  const beganAt = now.getTime() - ago
  const momentOf = (second: number) => new Date(beganAt + second * 1000)
  const { recording } = await openBroadcast({ channel: room.slug, at: beganAt })
  await sell({ recording, roomId, hostId, momentOf })
  const { durationSeconds } = await record({ recording, channel: room.slug, beganAt, seconds })
  const reason = durationSeconds > 0 ? 'publisher-ended' : 'recording-failed'
  await endBroadcast({ recording, at: momentOf(seconds).getTime(), durationSeconds, reason })
  return durationSeconds > 0
}

/** Null where the name is somebody else's, whose room it stays. */
async function makeRoom(): Promise<{ id: string; hostId: string } | null> {
  const seller = seedShops.find(({ slug }) => slug === seedReplay.shop)?.seller
  if (!seller) throw new Error(`${seedReplay.shop} is no shop of a demo seller`)
  const deed = { actor: demo, action: 'demo.seed-room', subject: `room:${room.slug}` }
  await transact<void, 'there-already'>(deed, async (tx, refuse) => {
    const { id: hostId } = await findOrCreateDemoPerson(tx, seller)
    const { count } = await tx.room.createMany({
      data: [{ ...room, hostId, demo: true }],
      skipDuplicates: true,
    })
    if (count === 0) throw refuse('there-already')
    const earned = { personId: hostId, privilege: 'broadcast_publicly', reason: '演示' } as const
    await addPrivilege(tx, earned, { actor: demo })
  })
  const where = { slug: room.slug, demo: true }
  return database().room.findUnique({ where, select: { id: true, hostId: true } })
}

async function endUnfinished(roomId: string, now: Date): Promise<void> {
  const unfinished = await database().broadcast.findMany({
    where: { roomId, durationSeconds: null },
    select: { id: true },
  })
  for (const { id: recording } of unfinished)
    await endBroadcast({ recording, at: now.getTime(), durationSeconds: 0, reason: 'server-stopped' })
}

interface Stage {
  recording: string
  roomId: string
  hostId: string
  momentOf: (second: number) => Date
}

/** She shows her products and people speak, in the order of the moments. */
async function sell({ recording: broadcastId, roomId, hostId, momentOf }: Stage): Promise<void> {
  const seller = { personId: hostId, roomId, hostId }
  const shelf = await listShelf({ sellerId: hostId })
  const speakers = await findSpeakers()
  for (const moment of [...pins, ...lines].toSorted((left, right) => left.second - right.second)) {
    const at = momentOf(moment.second)
    const senderKey = randomUUID()
    if ('product' in moment) {
      const product = shelf[moment.product]?.id
      if (product !== undefined) await pinProduct(seller, { broadcastId, key: senderKey, product }, at, demo)
      continue
    }
    const personId = speakers.get(moment.by)
    if (personId === undefined) throw new Error(`${moment.by} is no demo person`)
    const role = personId === hostId ? 'host' : 'viewer'
    await saveMessages([{ broadcastId, personId, senderKey, text: moment.says, role }], at)
  }
}

/** The ids of the demo people who speak, by name. */
async function findSpeakers(): Promise<Map<string, string>> {
  const sellers = seedShops.flatMap(({ seller }) => seller ?? [])
  const people = [...Object.values(demoPeople), ...sellers]
  const speaking = people.filter(({ name }) => lines.some(({ by }) => by === name))
  return database().$transaction(async (tx) => {
    const ids = new Map<string, string>()
    for (const person of speaking) ids.set(person.name, (await findOrCreateDemoPerson(tx, person)).id)
    return ids
  })
}
