import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { createPerson } from '#app/features/identity/index.server.ts'
import type { ReplayPage } from '#app/features/live/chat/replay-entries.ts'
import { createRoom, mediaHooks } from '#app/features/live/index.server.ts'
import { mostEntries } from '#app/features/live/room-wire.ts'
import { database } from '#app/kernel/database.server.ts'
import { loader } from './replay.$broadcast_.timeline.ts'

const actor = { kind: 'system', name: 'test' } as const
const began = new Date('2026-06-01T10:00:00Z').getTime()
let host: string
let open: string
let rehearsal: string

beforeAll(async () => {
  const made = await createPerson({ name: '王大姐' }, { actor })
  if (!made.ok) throw new Error(made.reason)
  host = made.value.id
  open = await broadcastIn('harbour', true)
  rehearsal = await broadcastIn('rehearsal', false)
})

/** An ended broadcast whose timeline is: what the platform says of its beginning, then 450 messages. */
async function broadcastIn(slug: string, isOpen: boolean): Promise<string> {
  await createRoom({ slug, title: slug, place: '红岛', hostId: host, open: isOpen }, { actor })
  const { recording } = await mediaHooks.openBroadcast({ channel: slug, at: began })
  const first = await database().timelineEntry.count({ where: { broadcastId: recording } })
  const rows = Array.from({ length: 450 }, (_, place) => ({
    broadcastId: recording,
    seq: first + place + 1,
    kind: 'chat' as const,
    at: new Date(began + place * 1000),
    personId: host,
    senderKey: randomUUID(),
    body: { text: `第${place + 1}句`, role: 'host' },
  }))
  await database().timelineEntry.createMany({ data: rows })
  const lastSeq = first + rows.length
  await database().broadcast.update({ where: { id: recording }, data: { lastSeq } })
  await mediaHooks.endBroadcast({
    recording,
    channel: slug,
    at: began + 500_000,
    durationSeconds: 500,
    reason: 'publisher-ended',
  })
  return recording
}

function ask(broadcast: string, query = ''): Promise<Response> {
  const request = new Request(`http://localhost/replay/${broadcast}/timeline${query}`)
  const context = { cspNonce: '', clientAddress: '127.0.0.1' }
  return loader({ request, params: { broadcast }, context }).catch((error: unknown) => {
    if (error instanceof Response) return error
    throw error
  })
}

async function pageOf(broadcast: string, after: number): Promise<ReplayPage> {
  return (await (await ask(broadcast, `?after=${after}`)).json()) as ReplayPage
}

test('page by page, the whole timeline comes once and in order', async () => {
  const said: string[] = []
  let next: number | null = 0
  let pages = 0
  while (next !== null) {
    const page: ReplayPage = await pageOf(open, next)
    said.push(...page.entries.flatMap((entry) => (entry.kind === 'chat' ? [entry.text ?? ''] : [])))
    next = page.next
    pages++
  }
  expect(said).toEqual(Array.from({ length: 450 }, (_, place) => `第${place + 1}句`))
  expect(pages).toBe(Math.ceil(450 / mostEntries))
})

test('what was taken out of sight is not sent, nor that it was', async () => {
  const chat = await database().timelineEntry.findFirstOrThrow({
    where: { broadcastId: open, kind: 'chat' },
    orderBy: { seq: 'asc' },
  })
  const { lastSeq } = await database().broadcast.findUniqueOrThrow({ where: { id: open } })
  await database().timelineEntry.create({
    data: {
      broadcastId: open,
      seq: lastSeq + 1,
      kind: 'removal',
      at: new Date(began + 460_000),
      personId: host,
      body: { removes: chat.seq, reason: '骂人' },
    },
  })
  await database().timelineEntry.update({
    where: { broadcastId_seq: { broadcastId: open, seq: chat.seq } },
    data: { removedBy: lastSeq + 1 },
  })
  const pages = JSON.stringify([await pageOf(open, 0), await pageOf(open, 200), await pageOf(open, 400)])
  expect(pages).not.toContain('"第1句"')
  expect(pages).not.toContain('骂人')
  expect(pages).not.toContain('removal')
})

test('no cache on the way keeps it, and whoever may not watch the replay reads nothing', async () => {
  const answer = await ask(open)
  expect(answer.headers.get('Cache-Control')).toContain('private')
  expect((await ask(rehearsal)).status).toBe(404)
  expect((await ask('no-such-replay')).status).toBe(404)
})

test('a place that is no number is refused', async () => {
  for (const after of ['-1', 'x', '1.5', '99999999999'])
    expect((await ask(open, `?after=${after}`)).status).toBe(400)
})

test('nobody’s id is sent', async () => {
  expect(JSON.stringify(await pageOf(open, 0))).not.toContain(host)
})
