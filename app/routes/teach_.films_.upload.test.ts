import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import express from 'express'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sessionStorage } from '#app/features/identity/sessions.server.ts'
import { createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import * as pieces from './teach_.films_.upload_.$film.ts'
import * as begin from './teach_.films_.upload.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { closeServer, listen } from '#server/http/listen.ts'
import { requestRules } from '#server/http/request-rules.ts'
import { largestFilm, uploadsPath } from '#app/features/training/films/films.ts'
import { filmBytes, makeDraft, makeLecturer, publish } from '#app/features/training/films/testing.server.ts'
import { arrivedBytes, uploadPlace } from '#app/features/training/films/uploads-folder.server.ts'

let server: Server
let port: number

/** The two routes behind the rules of every request, as the application is served. */
beforeEach(async () => {
  await freshDatabase()
  const app = express()
  app.use(requestRules)
  app.all(
    '*',
    createRequestHandler({
      build: buildOfRoutes(),
      mode: 'production',
      getLoadContext: () => ({ cspNonce: '', clientAddress: '' }),
    }),
  )
  server = createServer(app)
  port = await listen(server, { port: 0, host: '127.0.0.1' })
})

afterEach(() => closeServer(server, 100))

function buildOfRoutes(): ServerBuild {
  const route = (id: string, path: string, module: object) => ({
    [id]: { id, parentId: 'root', path, module },
  })
  const build = {
    entry: { module: { default: () => new Response(null, { status: 500 }) } },
    routes: {
      root: { id: 'root', path: '', module: { default: () => null } },
      ...route('begin', 'teach/films/upload', begin),
      ...route('pieces', 'teach/films/upload/:film', pieces),
    },
    future: { v3_singleFetch: true },
    assets: { routes: {}, entry: { imports: [], module: '' }, url: '', version: '' },
    ...{ publicPath: '/', assetsBuildDirectory: '', basename: '/', mode: 'production', isSpaMode: false },
  }
  return build as unknown as ServerBuild
}

interface Call {
  cookie?: string
  method: string
  path?: string
  headers?: Record<string, string>
  body?: Uint8Array
}

function send({
  cookie,
  method,
  path = uploadsPath,
  headers = {},
  body,
}: Call): Promise<IncomingMessage & { text: string }> {
  return new Promise((resolve, reject) => {
    const sent = ask(
      {
        ...{ host: '127.0.0.1', port, method, path },
        headers: {
          'Tus-Resumable': '1.0.0',
          'Sec-Fetch-Site': 'same-origin',
          ...(cookie === undefined ? {} : { cookie }),
          ...(body === undefined ? {} : { 'Content-Length': String(body.length) }),
          ...headers,
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (more: string) => (text += more))
        response.on('end', () => resolve(Object.assign(response, { text })))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function signIn(personId: string): Promise<string> {
  const session = await sessionStorage().getSession()
  session.set('personId', personId)
  session.set('device', 'test')
  return (await sessionStorage().commitSession(session)).split(';')[0] ?? ''
}

function about(lesson: string, bytes: number): Record<string, string> {
  return {
    'Upload-Length': String(bytes),
    'Upload-Metadata': `lesson ${Buffer.from(lesson).toString('base64')}`,
  }
}

async function beginUpload(cookie: string, lesson: string, bytes: number): Promise<string> {
  const begun = await send({ cookie, method: 'POST', headers: about(lesson, bytes) })
  expect(begun.statusCode, begun.text).toBe(201)
  return begun.headers.location ?? ''
}

function piece(cookie: string, path: string, offset: number, body: Uint8Array) {
  const headers = { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' }
  return send({ cookie, method: 'PATCH', path, headers, body })
}

/** A piece whose connection breaks after some of its bytes, once something of it has arrived. */
function broken(cookie: string, path: string, body: Uint8Array, after: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = ask({
      ...{ host: '127.0.0.1', port, method: 'PATCH', path },
      headers: {
        ...{ 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Sec-Fetch-Site': 'same-origin', cookie },
        ...{ 'Content-Type': 'application/offset+octet-stream', 'Content-Length': String(body.length) },
      },
    })
    sent.on('error', () => undefined)
    sent.on('close', () => resolve())
    sent.write(body.subarray(0, after))
    vi.waitFor(async () => expect(await arrivedBytes(idOf(path))).toBeGreaterThan(0), {
      timeout: 20_000,
    }).then(() => sent.destroy(), reject)
  })
}

const idOf = (path: string) => path.split('/').at(-1) ?? ''
const stateOf = async (path: string) =>
  (await database().film.findUniqueOrThrow({ where: { id: idOf(path) } })).state

test('an upload whose connection broke goes on where it stopped, and is whole at the end', async () => {
  const cookie = await signIn(await makeLecturer())
  const { lesson } = await makeDraft()
  const film = Buffer.concat([await filmBytes(), Buffer.alloc(900_000, 7)])
  const path = await beginUpload(cookie, lesson, film.length)
  expect(path).toMatch(/^\/teach\/films\/upload\/[0-9a-f-]{36}$/)

  await broken(cookie, path, film, 300_000)
  const asked = await send({ cookie, method: 'HEAD', path })
  const offset = Number(asked.headers['upload-offset'])
  expect(offset).toBeGreaterThan(0)
  expect(offset).toBeLessThanOrEqual(300_000)
  expect(asked.headers['upload-length']).toBe(String(film.length))
  expect(await stateOf(path)).toBe('uploading')

  const rest = await piece(cookie, path, offset, film.subarray(offset))
  expect(rest.statusCode, rest.text).toBe(204)
  expect(await readFile(await uploadPlace(idOf(path)))).toEqual(film)
  expect(await stateOf(path)).toBe('preparing')
}, 60_000)

test('nobody but who began an upload knows of it', async () => {
  const { lesson } = await makeDraft()
  const film = await filmBytes()
  const hers = await signIn(await makeLecturer())
  const path = await beginUpload(hers, lesson, film.length)
  const another = await signIn(await makeLecturer())
  expect((await send({ cookie: another, method: 'HEAD', path })).statusCode).toBe(404)
  expect((await piece(another, path, 0, film)).statusCode).toBe(404)
  expect(await arrivedBytes(idOf(path))).toBe(0)
  for (const method of ['GET', 'DELETE', 'POST'])
    expect((await send({ cookie: hers, method, path })).statusCode, method).toBe(404)
})

test('whoever teaches nothing begins no upload and goes on with none', async () => {
  const { lesson } = await makeDraft()
  const lecturer = await makeLecturer()
  const path = await beginUpload(await signIn(lecturer), lesson, 1000)
  const buyer = await createPerson({ name: '老刘' }, { actor: { kind: 'system', name: 'test' } })
  const cookie = await signIn(buyer.ok ? buyer.value.id : '')
  expect((await send({ cookie, method: 'POST', headers: about(lesson, 1000) })).statusCode).toBe(404)
  expect((await send({ method: 'POST', headers: about(lesson, 1000) })).statusCode).toBe(302)
  await database().roleGrant.updateMany({ where: { personId: lecturer }, data: { endedAt: new Date() } })
  expect((await piece(await signIn(lecturer), path, 0, Buffer.alloc(1000))).statusCode).toBe(404)
})

test('what is no film is refused by its first piece', async () => {
  const cookie = await signIn(await makeLecturer())
  const { lesson } = await makeDraft()
  const path = await beginUpload(cookie, lesson, 2_000_000)
  const answer = await piece(cookie, path, 0, Buffer.alloc(1_000_000, 'not a film '))
  expect(answer).toMatchObject({ statusCode: 415, text: 'no-film' })
  const film = await database().film.findUniqueOrThrow({ where: { id: idOf(path) } })
  expect(film).toMatchObject({ state: 'failed', reason: 'no-film' })
  expect((await send({ cookie, method: 'HEAD', path })).statusCode).toBe(404)
})

test('a film that is too large, or for a lesson that is no draft, is not begun', async () => {
  const cookie = await signIn(await makeLecturer())
  const { lesson } = await makeDraft()
  const large = await send({ cookie, method: 'POST', headers: about(lesson, largestFilm + 1) })
  expect(large).toMatchObject({ statusCode: 413, text: 'too-big' })
  const text = await makeDraft('text')
  await publish(text.version)
  for (const key of [text.lesson, randomUUID()])
    expect((await send({ cookie, method: 'POST', headers: about(key, 1000) })).statusCode).toBe(404)
  expect(await database().film.count()).toBe(0)
})

test('no more arrives than was announced, and no piece at another place than the end', async () => {
  const cookie = await signIn(await makeLecturer())
  const { lesson } = await makeDraft()
  const film = await filmBytes()
  const path = await beginUpload(cookie, lesson, film.length)
  expect((await piece(cookie, path, 5, film)).statusCode).toBe(409)
  expect((await piece(cookie, path, 0, Buffer.concat([film, film]))).statusCode).toBe(413)
  expect(await arrivedBytes(idOf(path))).toBe(0)
})

test('the end that was not heard of is heard of when she asks', async () => {
  const cookie = await signIn(await makeLecturer())
  const { lesson } = await makeDraft()
  const film = await filmBytes()
  const path = await beginUpload(cookie, lesson, film.length)
  await piece(cookie, path, 0, film)
  await database().film.update({ where: { id: idOf(path) }, data: { state: 'uploading' } })
  expect((await send({ cookie, method: 'HEAD', path })).statusCode).toBe(200)
  expect(await stateOf(path)).toBe('preparing')
})
