import { createHash, randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '#server/database/testing.ts'
import { database } from './database.server.ts'
import { env } from './env.server.ts'
import { canReadFile, openFile, storeFile, type NewFile, type StoredFile } from './files.server.ts'

/** The smallest header of a PNG, then whatever follows: its kind is read from its first bytes. */
const picture = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001080600000000000000', 'hex'),
  Buffer.alloc(3000, 7),
])
const ayi = randomUUID()

const upload: NewFile = {
  source: picture,
  actor: { kind: 'person', id: ayi },
  ownerId: ayi,
  visibility: 'public',
  accept: ['image/png', 'image/jpeg'],
  maxBytes: 10_000,
}

beforeEach(freshDatabase)

async function store(changes: Partial<NewFile> = {}): Promise<StoredFile> {
  const stored = await storeFile({ ...upload, ...changes })
  if (!stored.ok) throw new Error(stored.reason)
  return stored.value
}

async function filesOnDisk(): Promise<string[]> {
  const entries = await readdir(path.join(env().dataDir, 'files'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

test('a file is kept as it came, recognised by its bytes, with an audit row', async () => {
  const file = await store()
  expect(file).toMatchObject({ contentType: 'image/png', bytes: BigInt(picture.length), ownerId: ayi })
  expect(file.sha256).toBe(createHash('sha256').update(picture).digest('hex'))
  const found = await openFile(file.id)
  expect(await buffer(await found!.read())).toEqual(picture)
  expect(await buffer(await found!.read({ first: 10, last: 19 }))).toEqual(picture.subarray(10, 20))
  expect(await database().auditEvent.findMany()).toMatchObject([
    { action: 'file.store', subject: `file:${file.id}` },
  ])
})

test('a stream is kept as well as a buffer', async () => {
  async function* chunks() {
    for (let at = 0; at < picture.length; at += 100) yield picture.subarray(at, at + 100)
  }
  const file = await store({ source: chunks() })
  expect(await buffer(await (await openFile(file.id))!.read())).toEqual(picture)
})

test('what is too big, empty or of another kind is refused and leaves nothing behind', async () => {
  const before = await filesOnDisk().catch(() => [])
  const reasonOf = async (changes: Partial<NewFile>) => {
    const stored = await storeFile({ ...upload, ...changes })
    return stored.ok ? null : stored.reason
  }
  expect(await reasonOf({ maxBytes: picture.length - 1 })).toBe('too-big')
  expect(await reasonOf({ source: Buffer.alloc(0) })).toBe('empty')
  expect(await reasonOf({ source: Buffer.from('<script>alert(1)</script>') })).toBe('kind-not-allowed')
  expect(await reasonOf({ source: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') })).toBe(
    'kind-not-allowed',
  )
  expect(await reasonOf({ accept: ['image/jpeg'] })).toBe('kind-not-allowed')
  expect(await filesOnDisk()).toEqual(before)
  expect(await database().storedFile.count()).toBe(0)
})

test('an upload that breaks off leaves nothing behind', async () => {
  const before = await filesOnDisk()
  async function* broken() {
    yield picture.subarray(0, 100)
    throw new Error('the line dropped')
  }
  await expect(storeFile({ ...upload, source: broken() })).rejects.toThrow('the line dropped')
  expect(await filesOnDisk()).toEqual(before)
})

test('a private file is its owner’s alone', () => {
  expect(canReadFile({ visibility: 'public', ownerId: null }, null)).toBe(true)
  expect(canReadFile({ visibility: 'private', ownerId: ayi }, ayi)).toBe(true)
  expect(canReadFile({ visibility: 'private', ownerId: ayi }, randomUUID())).toBe(false)
  expect(canReadFile({ visibility: 'private', ownerId: ayi }, null)).toBe(false)
  expect(canReadFile({ visibility: 'private', ownerId: null }, null)).toBe(false)
})
