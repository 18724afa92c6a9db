import type { Transaction } from '#app/kernel/database.server.ts'
import type { Json } from '#app/kernel/json.ts'
import type { PersonalPart } from '#app/kernel/personal-data.server.ts'

/**
 * What she said and did in rooms. A broadcast's timeline and picture are records that the law asks to be kept: what she said
 * stays as it was said, and her name, which stands with her account alone, no longer stands beside it. A host's rooms are
 * closed to the public, and nobody goes on air there any more.
 */
export const personalPart: PersonalPart<'on-air'> = {
  columns: [],
  async findObstacle(tx, { personId }) {
    if (personId === null) return null
    const where = { room: { hostId: personId }, status: { not: 'ended' } } as const
    return (await tx.broadcast.count({ where })) > 0 ? 'on-air' : null
  },
  async gather(tx, { personId }) {
    if (personId === null) return null
    return {
      rooms: await gatherRooms(tx, personId),
      said: await gatherEntries(tx, personId),
      sanctions: await gatherSanctions(tx, personId),
    }
  },
  async erase(tx, { personId }) {
    if (personId === null) return
    await tx.room.updateMany({
      where: { hostId: personId },
      data: { open: false, streamKeyHash: null, nextBroadcastAt: null },
    })
    await tx.ingestTicket.deleteMany({
      where: { OR: [{ issuedToId: personId }, { room: { hostId: personId } }] },
    })
    await tx.roomInvitation.deleteMany({ where: { room: { hostId: personId }, acceptedAt: null } })
  },
}

async function gatherRooms(tx: Transaction, hostId: string): Promise<Json> {
  const rooms = await tx.room.findMany({ where: { hostId }, include: { broadcasts: true } })
  return rooms.map(({ slug, title, place, broadcasts }) => ({
    ...{ address: `/live/${slug}`, title, place },
    broadcasts: broadcasts.map((broadcast) => ({
      title: broadcast.title,
      startedAt: broadcast.startedAt.toISOString(),
      endedAt: broadcast.endedAt?.toISOString() ?? null,
    })),
  }))
}

async function gatherEntries(tx: Transaction, personId: string): Promise<Json> {
  const entries = await tx.timelineEntry.findMany({
    where: { personId },
    orderBy: { at: 'desc' },
    select: { kind: true, at: true, body: true, broadcast: { select: { title: true } } },
  })
  return entries.map(({ kind, at, body, broadcast }) => ({
    ...{ kind, broadcast: broadcast.title, at: at.toISOString(), words: body },
  }))
}

async function gatherSanctions(tx: Transaction, personId: string): Promise<Json> {
  const sanctions = await tx.sanction.findMany({ where: { personId }, orderBy: { imposedAt: 'desc' } })
  return sanctions.map(({ kind, reason, imposedAt, until }) => ({
    ...{ kind, reason, imposedAt: imposedAt.toISOString(), until: until?.toISOString() ?? null },
  }))
}
