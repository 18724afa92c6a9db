import { createHash } from 'node:crypto'
import { access, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseByteRange } from './byte-range.ts'
import { env } from './env.server.ts'
import { objectStore } from './file-storage-s3.server.ts'
import type { FileStorage } from './file-storage.ts'

/** An object store in memory that speaks S3's wire as far as files need it. */
const objects = new Map<string, { body: Buffer; type: string | undefined }>()
const seen: { method: string | undefined; authorization: string | undefined }[] = []
let server: Server
let storage: FileStorage

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  storage = objectStore({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    bucket: 'hongdao',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
  })
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  seen.push({ method: request.method, authorization: request.headers.authorization })
  const key = (request.url ?? '').split('?')[0] ?? ''
  if (request.method === 'PUT') {
    const body = await buffer(request)
    const sum = createHash('sha256').update(body).digest('base64')
    const agrees = request.headers['x-amz-checksum-sha256'] === sum
    if (agrees) objects.set(key, { body, type: request.headers['content-type'] })
    response.writeHead(agrees ? 200 : 400).end()
    return
  }
  const found = objects.get(key)
  if (request.method === 'DELETE') {
    objects.delete(key)
    response.writeHead(204).end()
  } else if (!found) {
    response
      .writeHead(404, { 'Content-Type': 'application/xml' })
      .end('<Error><Code>NoSuchKey</Code></Error>')
  } else {
    const range = parseByteRange(request.headers.range ?? null, found.body.length)
    const part =
      range === null || range === 'unsatisfiable'
        ? found.body
        : found.body.subarray(range.first, range.last + 1)
    response
      .writeHead(range ? 206 : 200, { 'Content-Length': part.length, 'Content-Type': found.type })
      .end(part)
  }
}

async function keep(key: string, body: Buffer, sha256 = createHash('sha256').update(body).digest('hex')) {
  const from = path.join(env().dataDir, 'upload')
  await writeFile(from, body)
  await storage.keep(from, key, { contentType: 'image/png', bytes: body.length, sha256 })
  return from
}

test('a file goes to the bucket signed and whole, and leaves this disk', async () => {
  const body = Buffer.alloc(200_000, 'clams')
  const from = await keep('ab/clams', body)
  expect(objects.get('/hongdao/files/ab/clams')).toEqual({ body, type: 'image/png' })
  expect(seen[0]?.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=id\//)
  await expect(access(from)).rejects.toThrow('ENOENT')
})

test('a file is read back, all of it or a range', async () => {
  const body = Buffer.from('0123456789')
  await keep('ab/digits', body)
  expect(await buffer(await storage.open('ab/digits'))).toEqual(body)
  expect((await buffer(await storage.open('ab/digits', { first: 2, last: 4 }))).toString()).toBe('234')
})

test('a file that arrives changed is refused by the store, and that is an error here', async () => {
  await expect(keep('ab/changed', Buffer.from('a'), '0'.repeat(64))).rejects.toThrow()
  expect(objects.has('/hongdao/files/ab/changed')).toBe(false)
})

test('a removed file is gone', async () => {
  await keep('ab/gone', Buffer.from('a'))
  await storage.remove('ab/gone')
  await expect(storage.open('ab/gone')).rejects.toThrow()
})
