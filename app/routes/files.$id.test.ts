import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { storeFile, type StoredFile } from '#app/kernel/files.server.ts'
import { loader } from './files.$id.ts'

/** The smallest header of a PNG, then whatever follows: its kind is read from its first bytes. */
const picture = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001080600000000000000', 'hex'),
  Buffer.alloc(3000, 7),
])
async function store(visibility: StoredFile['visibility'] = 'public'): Promise<StoredFile> {
  const actor = { kind: 'system', name: 'test' } as const
  const stored = await storeFile({
    source: picture,
    actor,
    visibility,
    accept: ['image/png'],
    maxBytes: 10_000,
  })
  if (!stored.ok) throw new Error(stored.reason)
  return stored.value
}

async function get(id: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  const request = new Request(`http://localhost/files/${id}`, { headers, method })
  try {
    return await loader({ request, params: { id }, context: { cspNonce: '', clientAddress: '127.0.0.1' } })
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

test('the route answers a public file so that anyone may cache it and no browser guesses its kind', async () => {
  const file = await store()
  const answer = await get(file.id)
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-length': String(picture.length),
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    etag: `"${file.sha256}"`,
  })
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(picture)
})

test('the route answers ranges, conditions and HEAD', async () => {
  const { id, sha256 } = await store()
  const part = await get(id, { Range: 'bytes=10-19' })
  expect([part.status, part.headers.get('Content-Range')]).toEqual([206, `bytes 10-19/${picture.length}`])
  expect(Buffer.from(await part.arrayBuffer())).toEqual(picture.subarray(10, 20))

  expect((await get(id, { Range: 'bytes=99999-' })).status).toBe(416)
  expect((await get(id, { 'If-None-Match': `W/"${sha256}"` })).status).toBe(304)
  expect((await get(id, { Range: 'bytes=0-1', 'If-Range': `"${sha256}"` })).status).toBe(206)
  const other = await get(id, { Range: 'bytes=0-1', 'If-Range': '"another"' })
  expect(other.status).toBe(200)
  await other.body?.cancel()
  const head = await get(id, {}, 'HEAD')
  expect([head.status, head.body, head.headers.get('Content-Length')]).toEqual([
    200,
    null,
    String(picture.length),
  ])
})

test('what is not hers to read does not exist, and neither does nonsense', async () => {
  const secret = await store('private')
  for (const id of [secret.id, randomUUID(), 'nonsense', '../../etc/passwd']) {
    const answer = await get(id)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe('')
  }
})
