import type { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import { isDuplicate } from '#app/kernel/database-errors.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import type { PlaceInList } from '#app/kernel/page-number.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import {
  NewRoom,
  RoomSlug,
  roomState,
  type ReplayCard,
  type ReplayView,
  type RoomCard,
  type RoomView,
} from './rooms.ts'
import { makeSecret } from './secrets.server.ts'

const replaysOnPage = 12

/** A recording that can be watched: closed, not empty, not removed. */
export const watchable = {
  status: 'ended',
  durationSeconds: { gt: 0 },
  recordingRemovedAt: null,
} satisfies Prisma.BroadcastWhereInput

const shownHost = { select: { name: true, picture: true, demo: true } } satisfies Prisma.PersonDefaultArgs

const cardColumns = {
  slug: true,
  title: true,
  place: true,
  coverArt: true,
  nextBroadcastAt: true,
  host: shownHost,
  broadcasts: {
    orderBy: { startedAt: 'desc' },
    take: 1,
    select: { id: true, title: true, status: true, startedAt: true, endedAt: true },
  },
} satisfies Prisma.RoomSelect
type CardRow = Prisma.RoomGetPayload<{ select: typeof cardColumns }>

const itsRoom = { room: { include: { host: shownHost } } } satisfies Prisma.BroadcastInclude
type ReplayRow = Prisma.BroadcastGetPayload<{ include: typeof itsRoom }>

/** What the policy asks of a room beside what its page shows: these ids are no visitor's business. */
interface Asked<View> {
  id: string
  hostId: string
  open: boolean
  view: View
}

/** Makes a room and its stream key, which is shown this once. */
export async function createRoom(
  input: NewRoom,
  { actor }: { actor: Actor },
): Promise<Outcome<{ id: string; slug: string; streamKey: string }, 'slug-taken' | 'unknown-host'>> {
  const { slug, ...room } = NewRoom.parse(input)
  const key = makeSecret('stream-key')
  try {
    return await transact({ actor, action: 'room.create', subject: 'room' }, async (tx, refuse, note) => {
      const host = await tx.person.findUnique({ where: { id: room.hostId }, select: { id: true } })
      if (host === null) throw refuse('unknown-host')
      const { id } = await tx.room.create({ data: { slug, ...room, streamKeyHash: key.hash } })
      note({ subject: `room:${id}`, after: { slug, ...room } })
      return { id, slug, streamKey: key.secret }
    })
  } catch (error) {
    if (isDuplicate(error)) return refused('slug-taken')
    throw error
  }
}

/**
 * A room with its newest replays, also one that is not open: whether the visitor may watch it, the policy decides.
 * Any text may be asked for: what is no room's name leads to none.
 */
export async function findRoomBySlug(text: string, now = new Date()): Promise<Asked<RoomView> | null> {
  const slug = RoomSlug.safeParse(text).data
  if (slug === undefined) return null
  const room = await database().room.findUnique({
    where: { slug },
    select: { ...cardColumns, id: true, hostId: true, open: true },
  })
  if (room === null) return null
  const { id, hostId, open } = room
  return { id, hostId, open, view: { ...cardOf(room, now), replays: await findReplays({ roomSlug: slug }) } }
}

/** Every open room: those on air first, then by when they begin or began. */
export async function listRooms(now = new Date()): Promise<RoomCard[]> {
  const rooms = await database().room.findMany({ where: { open: true }, select: cardColumns })
  return inOrder(rooms.map((room) => cardOf(room, now)))
}

/** A room's replays, newest first; `before` is the moment at which the page before this one stopped. */
export async function findReplays({
  roomSlug,
  before,
  limit = replaysOnPage,
}: {
  roomSlug: string
  before?: Date
  limit?: number
}): Promise<ReplayCard[]> {
  const broadcasts = await database().broadcast.findMany({
    where: { ...watchable, room: { slug: roomSlug }, startedAt: { lt: before } },
    orderBy: { startedAt: 'desc' },
    take: Math.min(limit, 100),
  })
  return broadcasts.map(replayOf)
}

/**
 * The newest replays of all open rooms: of those before a place where one is given, and of those that have every one of these
 * words in their title, in their room's title or place, or in their host's name.
 */
export async function listNewestReplays(
  limit: number,
  { words = [], before }: { words?: readonly string[]; before?: PlaceInList | undefined } = {},
): Promise<ReplayView[]> {
  const older: Prisma.BroadcastWhereInput =
    before === undefined
      ? {}
      : { OR: [{ startedAt: { lt: before.at } }, { startedAt: before.at, id: { lt: before.id } }] }
  const broadcasts = await database().broadcast.findMany({
    where: { ...watchable, room: { open: true }, AND: [older, ...words.map(hasWord)] },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include: itsRoom,
  })
  return broadcasts.map(replayViewOf)
}

function hasWord(word: string): Prisma.BroadcastWhereInput {
  const has = { contains: word, mode: 'insensitive' } as const
  return {
    OR: [{ title: has }, { room: { OR: [{ title: has }, { place: has }, { host: { is: { name: has } } }] } }],
  }
}

/** The replay of one broadcast, also in a room that is not open: whether she may watch it, the policy decides. */
export async function findReplay(broadcastId: string): Promise<Asked<ReplayView> | null> {
  if (!isUuid(broadcastId)) return null
  const broadcast = await database().broadcast.findFirst({
    where: { ...watchable, id: broadcastId },
    include: itsRoom,
  })
  if (broadcast === null) return null
  const { id, hostId, open } = broadcast.room
  return { id, hostId, open, view: replayViewOf(broadcast) }
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

function cardOf(room: CardRow, now: Date): RoomCard {
  const [newest] = room.broadcasts
  const running =
    newest !== undefined && newest.status !== 'ended' ? { ...newest, status: newest.status } : null
  return {
    slug: room.slug,
    title: room.title,
    place: room.place,
    host: room.host,
    cover: room.coverArt,
    state: roomState(
      {
        running: running?.status ?? null,
        nextBroadcastAt: room.nextBroadcastAt,
        lastEndedAt: newest?.endedAt ?? null,
      },
      now,
    ),
    broadcast: running && {
      id: running.id,
      title: running.title,
      startedAt: running.startedAt.toISOString(),
    },
    nextBroadcastAt: room.nextBroadcastAt?.toISOString() ?? null,
  }
}

function replayViewOf(row: ReplayRow): ReplayView {
  const { slug, title, place, host, coverArt } = row.room
  return { ...replayOf(row), room: { slug, title, place, host, cover: coverArt } }
}

function replayOf(row: Omit<ReplayRow, 'room'>): ReplayCard {
  return {
    id: row.id,
    title: row.title,
    startedAt: row.startedAt.toISOString(),
    durationSeconds: row.durationSeconds ?? 0,
  }
}

const importance: Record<RoomCard['state'], number> = {
  'on-air': 0,
  interrupted: 1,
  soon: 2,
  ended: 3,
  quiet: 4,
}

function inOrder(cards: RoomCard[]): RoomCard[] {
  return cards.toSorted(
    (left, right) =>
      importance[left.state] - importance[right.state] ||
      (right.broadcast?.startedAt ?? '').localeCompare(left.broadcast?.startedAt ?? '') ||
      (left.nextBroadcastAt ?? '').localeCompare(right.nextBroadcastAt ?? '') ||
      left.title.localeCompare(right.title, 'zh'),
  )
}

/** The name of a room of this host that anybody may watch; null where there is none. */
export async function findRoomOfHost(hostId: string): Promise<string | null> {
  const where = { hostId, open: true }
  const room = await database().room.findFirst({
    where,
    orderBy: { createdAt: 'asc' },
    select: { slug: true },
  })
  return room?.slug ?? null
}
