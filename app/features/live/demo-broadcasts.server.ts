import type { Transaction } from '#app/kernel/database.server.ts'

const hour = 3_600_000

export interface DemoHost {
  personId: string
  name: string
  /** When she was on air, each with its title. */
  broadcasts: readonly { at: Date; title: string }[]
}

/**
 * Rooms of demo hosts who have none yet, each at rest after some broadcasts of two hours whose recordings are gone. Whoever has a room keeps
 * it as it is.
 */
export async function seedDemoBroadcasts(tx: Transaction, hosts: readonly DemoHost[]): Promise<void> {
  const rooms = await tx.room.findMany({
    where: { hostId: { in: hosts.map(({ personId }) => personId) } },
    select: { hostId: true },
  })
  const housed = new Set(rooms.map(({ hostId }) => hostId))
  const homeless = hosts.filter(({ personId }) => !housed.has(personId))
  const made = await tx.room.createManyAndReturn({
    data: homeless.map(({ personId, name, broadcasts }) => ({
      slug: `demo-${personId.slice(-8)}`,
      title: `${name}的海鲜摊`,
      ...{ place: '红岛', hostId: personId, coverArt: '/art/scene-stall.svg', demo: true },
      createdAt: broadcasts[0]?.at ?? new Date(),
    })),
    skipDuplicates: true,
    select: { id: true, hostId: true },
  })
  const roomOf = new Map(made.map(({ id, hostId }) => [hostId, id]))
  await tx.broadcast.createMany({
    data: homeless.flatMap(({ personId, broadcasts }) => {
      const roomId = roomOf.get(personId)
      if (roomId === undefined) return []
      return broadcasts.map(({ at, title }) => {
        const endedAt = new Date(at.getTime() + 2 * hour)
        return {
          ...{ roomId, title, startedAt: at, endedAt, recordingRemovedAt: endedAt, durationSeconds: 7200 },
          ...{ status: 'ended' as const, endReason: 'publisher_ended' as const, demo: true },
        }
      })
    }),
  })
}
