import express from 'express'
import { createServer, request as ask, type OutgoingHttpHeaders, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { mostBodyCharacters } from '#app/features/training/teach/lesson-forms.ts'
import { closeServer, listen } from './listen.ts'
import { requestRules } from './request-rules.ts'

let server: Server | undefined

afterEach(async () => {
  if (server) await closeServer(server, 100)
})

async function serve({ trustProxy = false }: { trustProxy?: boolean } = {}): Promise<number> {
  const app = express()
  app.set('trust proxy', trustProxy)
  app.use(requestRules)
  app.use((request, response) => {
    let bytes = 0
    request.on('data', (chunk: Buffer) => (bytes += chunk.length))
    request.on('end', () => response.json({ bytes, forwarded: request.headers['x-forwarded-host'] ?? null }))
  })
  server = createServer(app)
  return listen(server, { port: 0, host: '127.0.0.1' })
}

interface Answer {
  status: number
  text: string
}

function post(
  port: number,
  headers: OutgoingHttpHeaders,
  chunks: Iterable<Buffer>,
  { method = 'POST', path = '/preferences' } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = ask({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    for (const chunk of chunks) sent.write(chunk)
    sent.end()
  })
}

/** One request exactly as written; answers its status line. */
function raw(port: number, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write([...lines, '', ''].join('\r\n')))
    socket.once('data', (bytes) => {
      resolve(bytes.toString().split('\r\n', 1)[0] ?? '')
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

describe('a body', () => {
  test('of a form passes', async () => {
    const answer = await post(await serve(), { 'content-length': 1000 }, [Buffer.alloc(1000)])
    expect(answer).toEqual({ status: 200, text: '{"bytes":1000,"forwarded":null}' })
  })

  test('of more than 256 KiB is refused in words, unread', async () => {
    const size = 300 * 1024
    const answer = await post(await serve(), { 'content-length': size }, [Buffer.alloc(size)])
    expect(answer).toEqual({ status: 413, text: '内容太大，没有收下 · Too large: nothing was taken' })
  })

  test.each([
    ['/me/picture', 'POST', 200],
    ['/me/picture.data?_routes=x', 'POST', 200],
    ['/sell/products/0198c0de-0000-7000-8000-000000000001', 'POST', 200],
    ['/sell/products/0198c0de-0000-7000-8000-000000000001.data?_routes=x', 'POST', 200],
    ['/union/import', 'POST', 200],
    ['/union/import.data?_routes=x', 'POST', 200],
    ['/teach/courses/tide/0198c0de-0000-7000-8000-000000000001', 'POST', 200],
    ['/teach/courses/tide/0198c0de-0000-7000-8000-000000000001/save', 'POST', 200],
    ['/teach/courses/tide', 'POST', 413],
    ['/teach/courses/tide/0198c0de-0000-7000-8000-000000000001/save/x', 'POST', 413],
    ['/teach/films/0198c0de-0000-7000-8000-000000000001', 'POST', 200],
    ['/teach/films/upload/0198c0de-0000-7000-8000-000000000001', 'PATCH', 200],
    ['/teach/films/upload/0198c0de-0000-7000-8000-000000000001', 'POST', 413],
    ['/teach/films/upload', 'POST', 413],
    ['/union/import/0198c0de-0000-7000-8000-000000000001', 'POST', 413],
    ['/sell/products/mine', 'POST', 413],
    ['/sell/products', 'POST', 413],
    ['/me/picture', 'PUT', 413],
    ['/me/picture/x', 'POST', 413],
    ['/me', 'POST', 413],
    ['/x?/me/picture', 'POST', 413],
  ])(
    'of a photo, a film, a lesson or a roll sent to %s by %s is answered with %i',
    async (path, method, status) => {
      const size = 300 * 1024
      const answer = await post(await serve(), { 'content-length': size }, [Buffer.alloc(size)], {
        method,
        path,
      })
      expect(answer.status).toBe(status)
    },
  )

  test('of the longest lesson in Chinese passes as a plain form, and of more than 1 MiB is refused', async () => {
    const port = await serve()
    const path = '/teach/courses/tide/0198c0de-0000-7000-8000-000000000001'
    const lesson = {
      titleZh: '蛤'.repeat(60),
      titleEn: '蛤'.repeat(60),
      body: '蛤'.repeat(mostBodyCharacters),
    }
    const summaries = { summaryZh: '蛤'.repeat(300), summaryEn: '蛤'.repeat(300) }
    const form = Buffer.from(new URLSearchParams({ ...lesson, ...summaries }).toString())
    expect((await post(port, { 'content-length': form.length }, [form], { path })).status).toBe(200)
    const headers = { 'content-length': 1024 * 1024 + 1 }
    expect((await post(port, headers, [Buffer.alloc(1)], { path })).status).toBe(413)
  })

  test('of more than 16 MiB is refused where a photo is sent, too', async () => {
    const headers = { 'content-length': 16 * 1024 * 1024 + 1 }
    expect((await post(await serve(), headers, [Buffer.alloc(1)], { path: '/me/picture' })).status).toBe(413)
  })

  test('without an announced length is refused: it could be without end', async () => {
    const answer = await post(await serve(), { 'transfer-encoding': 'chunked' }, [Buffer.alloc(10)])
    expect(answer.status).toBe(411)
  })
})

describe('an address', () => {
  test.each([
    ['a Host that is no host', 'GET / HTTP/1.1', 'Host: a b'],
    ['a Host with a port beyond all ports', 'GET / HTTP/1.1', 'Host: harbour:99999'],
    ['a Host that would add to the content policy', 'GET / HTTP/1.1', "Host: a;script-src'unsafe-inline'"],
    ['another server in the request line', 'GET http://elsewhere/ HTTP/1.1', 'Host: harbour'],
    ['a broken percent sign', 'GET /live/%E0%A4%A HTTP/1.1', 'Host: harbour'],
  ])('with %s is refused', async (_what, line, host) => {
    expect(await raw(await serve(), [line, host])).toBe('HTTP/1.1 400 Bad Request')
  })

  test.each(['harbour.example', 'harbour:3000', '[::1]:3000', '127.0.0.1'])('at %s is read', async (host) => {
    expect(await raw(await serve(), ['GET /live/clams?x=%20 HTTP/1.1', `Host: ${host}`])).toBe(
      'HTTP/1.1 200 OK',
    )
  })

  test('that asks as pages did in former times is refused', async () => {
    expect(await raw(await serve(), ['GET /me?_data=root HTTP/1.1', 'Host: harbour'])).toBe(
      'HTTP/1.1 400 Bad Request',
    )
  })

  test('a method that no page uses is refused', async () => {
    expect(await raw(await serve(), ['TRACE / HTTP/1.1', 'Host: harbour'])).toBe(
      'HTTP/1.1 405 Method Not Allowed',
    )
  })
})

describe('what is sent from a page', () => {
  test.each(['http://elsewhere.example', 'null', 'no origin', 'javascript:alert(1)'])(
    'of %s is refused in words',
    async (origin) => {
      const answer = await post(await serve(), { origin, 'content-length': 0 }, [])
      expect(answer.status).toBe(403)
      expect(answer.text).toContain('nothing was done')
    },
  )

  test('of ours passes, also by the name that a trusted proxy gives us', async () => {
    const port = await serve({ trustProxy: true })
    const own = { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, 'content-length': 0 }
    const proxied = {
      origin: 'https://harbour.example',
      'x-forwarded-host': 'harbour.example',
      'content-length': 0,
    }
    expect((await post(port, own, [])).status).toBe(200)
    expect((await post(port, proxied, [])).status).toBe(200)
  })

  test('that only reads passes from anywhere', async () => {
    const headers = { origin: 'http://elsewhere.example' }
    expect((await post(await serve(), headers, [], { method: 'GET' })).status).toBe(200)
  })
})

describe('the forwarded host', () => {
  const headers = { 'x-forwarded-host': 'harbour.example:99, inner', 'content-length': 0 }

  test('is nobody without a proxy to trust', async () => {
    expect((await post(await serve(), headers, [])).text).toContain('"forwarded":null')
  })

  test('is the first one that a trusted proxy names', async () => {
    expect((await post(await serve({ trustProxy: true }), headers, [])).text).toContain(
      '"harbour.example:99"',
    )
  })

  test('is refused where it makes no address', async () => {
    const answer = await post(
      await serve({ trustProxy: true }),
      { ...headers, 'x-forwarded-host': 'a:b:c' },
      [],
    )
    expect(answer.status).toBe(400)
  })
})
