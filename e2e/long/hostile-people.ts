/**
 * A process beside the running server that does by the application's own modules what a run needs of it: rooms, their
 * host and some people signed in, and tickets for those rooms as they are asked for.
 */
import process from 'node:process'
import { beginSession, createPerson } from '#app/features/identity/index.server.ts'
import { createRoom, issueIngestTicket } from '#app/features/live/index.server.ts'
import { ensureSecrets } from '#app/kernel/env.server.ts'
import { runningUrl } from '#server/database/embedded.ts'

export interface People {
  /** Cookies of their sessions; the host has all the rooms. */
  host: string
  buyers: string[]
}

const actor = { kind: 'system', name: 'hostile-run' } as const
const dataDir = process.env['DATA_DIR'] ?? ''
const url = await runningUrl(dataDir)
if (url === null) process.exit(1)
Object.assign(process.env, ensureSecrets(dataDir, process.env), { DATABASE_URL: url })

async function addPerson(name: string): Promise<{ id: string; cookie: string }> {
  const made = await createPerson({ name, demo: true }, { actor })
  if (!made.ok) throw new Error(made.reason)
  const [cookie = ''] = await beginSession(made.value.id, new Request('http://localhost/'))
  return { id: made.value.id, cookie: cookie.split(';')[0] ?? '' }
}

async function makePeople({ rooms, buyers }: { rooms: string[]; buyers: number }): Promise<People> {
  const host = await addPerson('王大姐')
  for (const slug of rooms) {
    const made = await createRoom({ slug, title: slug, place: '红岛', hostId: host.id }, { actor })
    if (!made.ok) throw new Error(made.reason)
  }
  const others: string[] = []
  for (let place = 0; place < buyers; place++) others.push((await addPerson(`买家${place}`)).cookie)
  return { host: host.cookie, buyers: others }
}

async function ticketFor(room: string): Promise<string> {
  const issued = await issueIngestTicket({ roomSlug: room, by: { system: 'hostile-run' } })
  return issued.ok ? issued.value.ticket : ''
}

process.on('message', (wish: { rooms: string[]; buyers: number } | { room: string }) => {
  const work: Promise<People | string> = 'buyers' in wish ? makePeople(wish) : ticketFor(wish.room)
  work.then(
    (made) => process.send?.(made),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
