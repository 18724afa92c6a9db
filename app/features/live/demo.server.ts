import { findOrCreateDemoPerson } from '#app/features/identity/index.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { issueIngestTicket } from './ingest-tickets.server.ts'

export const demoRoomSlug = 'demo'

const demo = { kind: 'system', name: 'demo' } as const

/** Her face: the stall's drawing, cut close. */
const portrait = '/art/portrait-demo.svg'

const room = {
  title: '红岛大姐的海鲜摊',
  place: '胶州湾 · 红岛渔港',
  coverArt: '/art/scene-stall.svg',
}

/** The demo's room and its host, both marked as demo. A second time changes nothing. */
export async function seedDemo(): Promise<void> {
  const deed = { actor: demo, action: 'demo.seed-room', subject: `room:${demoRoomSlug}` }
  await transact<void, 'there-already'>(deed, async (tx, refuse) => {
    if (await tx.room.findUnique({ where: { slug: demoRoomSlug }, select: { id: true } }))
      throw refuse('there-already')
    const host = await findOrCreateDemoPerson(tx, { name: '红岛大姐', picture: portrait })
    await tx.room.createMany({
      data: [{ slug: demoRoomSlug, ...room, hostId: host.id, demo: true }],
      skipDuplicates: true,
    })
  })
}

/** Lets the demo's own publisher in, through the same door as a phone's. */
export async function issueDemoTicket(): Promise<string> {
  const issued = await issueIngestTicket({ roomSlug: demoRoomSlug, by: { system: demo.name } })
  if (!issued.ok) throw new Error(`the demo room gives no ticket: ${issued.reason}`)
  return issued.value.ticket
}
