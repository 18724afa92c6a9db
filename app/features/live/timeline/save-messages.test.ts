import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { openBroadcast } from '../broadcasts.server.ts'
import { createRoom } from '../rooms.server.ts'
import { findEntriesAfter } from './entries.server.ts'
import { saveMessages, type NewMessage } from './save-messages.server.ts'

const actor = { kind: 'system', name: 'test' } as const
const people: string[] = []
const broadcasts: string[] = []

beforeAll(async () => {
  for (const name of ['甲', '乙', '丙']) {
    const made = await createPerson({ name }, { actor })
    if (made.ok) people.push(made.value.id)
  }
  for (const slug of ['one', 'two']) {
    await createRoom({ slug, title: slug, place: '红岛', hostId: people[0] ?? '' }, { actor })
    broadcasts.push((await openBroadcast({ channel: slug, at: Date.now() })).recording)
  }
})

/** Few people, rooms and keys, so that batches repeat themselves and each other. */
const anyBatches = fc.array(
  fc.array(fc.record({ person: fc.nat(2), broadcast: fc.nat(1), key: fc.nat(5), word: fc.nat(1) }), {
    minLength: 1,
    maxLength: 12,
  }),
  { minLength: 1, maxLength: 4 },
)

test('whatever comes in whatever batches, a message has one seq for good, and seqs have no gaps', async () => {
  await fc.assert(
    fc.asyncProperty(anyBatches, async (batches) => {
      const keys = Array.from({ length: 6 }, () => randomUUID())
      const known = new Map<string, number>()
      const before = await Promise.all(broadcasts.map(lastSeq))
      for (const batch of batches) {
        const messages = batch.map(({ person, broadcast, key, word }): NewMessage => ({
          broadcastId: broadcasts[broadcast] ?? '',
          personId: people[person] ?? '',
          senderKey: keys[key] ?? '',
          text: `第${word}句`,
          role: 'viewer',
        }))
        const decisions = await saveMessages(messages, new Date())
        expect(decisions).toHaveLength(messages.length)
        for (const [place, { broadcastId, personId, senderKey }] of messages.entries()) {
          const decision = decisions[place]
          if (decision?.kind !== 'saved') throw new Error('nothing refuses it')
          const name = `${broadcastId} ${personId} ${senderKey}`
          expect(decision.fresh).toBe(!known.has(name))
          expect(decision.seq).toBe(known.get(name) ?? decision.seq)
          known.set(name, decision.seq)
        }
      }
      for (const [place, broadcastId] of broadcasts.entries()) {
        const from = before[place] ?? 0
        const entries = await findEntriesAfter({ broadcastId, after: from })
        const mine = [...known].filter(([name]) => name.startsWith(broadcastId)).map(([, seq]) => seq)
        expect(entries.map(({ seq }) => seq)).toEqual(mine.toSorted((one, other) => one - other))
        expect(await lastSeq(broadcastId)).toBe(from + entries.length)
      }
    }),
    { numRuns: 25 },
  )
})

async function lastSeq(id: string): Promise<number> {
  return (await database().broadcast.findUniqueOrThrow({ where: { id }, select: { lastSeq: true } })).lastSeq
}

test('what follows in a batch stands in its order', async () => {
  const broadcastId = broadcasts[0] ?? ''
  const from = await lastSeq(broadcastId)
  const texts = Array.from({ length: 300 }, (_, place) => `第${place}句`)
  const messages = texts.map((text, place): NewMessage => {
    const personId = people[place % 3] ?? ''
    return { broadcastId, personId, senderKey: randomUUID(), text, role: 'viewer' }
  })
  await saveMessages(messages, new Date())
  const entries = [
    ...(await findEntriesAfter({ broadcastId, after: from })),
    ...(await findEntriesAfter({ broadcastId, after: from + 200 })),
  ]
  expect(entries.map((entry) => entry.kind === 'chat' && entry.text)).toEqual(texts)
})
