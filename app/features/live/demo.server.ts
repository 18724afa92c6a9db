import { demoPeople } from '#app/features/identity/index.ts'
import { addPrivilege, findOrCreateDemoPerson } from '#app/features/identity/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { issueIngestTicket } from './ingest-tickets.server.ts'

export const demoRoomSlug = 'demo'

const demo = { kind: 'system', name: 'demo' } as const

const room = {
  title: '红岛大姐的海鲜摊',
  place: '胶州湾 · 红岛渔港',
  coverArt: '/art/scene-stall.svg',
}

/** The demo's people of every role, its room and its host, all marked as demo. A second time changes nothing. */
export async function seedDemo(): Promise<void> {
  const deed = { actor: demo, action: 'demo.seed', subject: `room:${demoRoomSlug}` }
  await transact<void, 'there-already'>(deed, async (tx, refuse) => {
    const host = await findOrCreateDemoPerson(tx, demoPeople.host)
    const { count } = await tx.room.createMany({
      data: [{ slug: demoRoomSlug, ...room, hostId: host.id, demo: true }],
      skipDuplicates: true,
    })
    const { id: roomId } = await tx.room.findUniqueOrThrow({ where: { slug: demoRoomSlug } })
    const grants = await seedRoles(tx, roomId)
    const earned = { personId: host.id, privilege: 'broadcast_publicly', reason: '演示' } as const
    const isNew = await addPrivilege(tx, earned, { actor: demo })
    if (count === 0 && grants === 0 && !isNew) throw refuse('there-already')
  })
}

/** Answers how many roles were not there yet. */
async function seedRoles(tx: Transaction, roomId: string): Promise<number> {
  const grants = [
    { ...demoPeople.assistant, role: 'assistant', scope: `room:${roomId}` },
    { ...demoPeople.staff, role: 'staff', scope: '*' },
    { ...demoPeople.administrator, role: 'administrator', scope: '*' },
  ] as const
  await findOrCreateDemoPerson(tx, demoPeople.buyer)
  let made = 0
  for (const { role, scope, ...person } of grants) {
    const { id: personId } = await findOrCreateDemoPerson(tx, person)
    const { count } = await tx.roleGrant.createMany({
      data: [{ personId, role, scope, grantedAt: new Date() }],
      skipDuplicates: true,
    })
    made += count
  }
  return made
}

/** Lets the demo's own publisher in, through the same door as a phone's. */
export async function issueDemoTicket(): Promise<string> {
  const issued = await issueIngestTicket({ roomSlug: demoRoomSlug, by: { system: demo.name } })
  if (!issued.ok) throw new Error(`the demo room gives no ticket: ${issued.reason}`)
  return issued.value.ticket
}
