import { rm, truncate, writeFile } from 'node:fs/promises'
import { createServer, request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Channel } from './channel.ts'
import { silentLog } from './log.ts'
import { createOrigin } from './origin.ts'
import type { OriginOptions } from './origin.ts'
import { EPOCH, openChannel, publish } from './testing/channel.ts'
import { temporaryFolder } from './testing/folder.ts'
import { readPlaylist } from './testing/parsers.ts'
import { fakeTracks, filmed, regularShots } from './testing/publisher.ts'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

type Ask = (url: string, options?: { method?: string; headers?: Record<string, string> }) => Promise<Answer>

/** A real server that answers 418 to what the origin leaves to the pages. */
async function serve(options: Partial<OriginOptions>): Promise<{ ask: Ask; port: number }> {
  const origin = createOrigin({
    channels: new Map(),
    recordingsFolder: '/nowhere',
    mayWatchRecording: () => Promise.resolve(true),
    log: silentLog,
    ...options,
  })
  const server = createServer((request, response) => {
    if (!origin(request, response)) response.writeHead(418).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.closeAllConnections())
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { ask: (url, asked) => ask(port, url, asked), port }
}

/** Asks for the path exactly as it is written. */
function ask(port: number, url: string, options: Parameters<Ask>[1] = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(
      { port, host: '127.0.0.1', path: url, agent: false, ...options },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          })
        })
      },
    )
    asked.on('error', reject)
    asked.end()
  })
}

async function onAir(options: {
  seconds: number
  open?: boolean
  mostWaiting?: number
}): Promise<{ ask: Ask; port: number; channel: Channel }> {
  const { open = true, mostWaiting } = options
  const channel = await openChannel(await temporaryFolder(), { open, mostWaiting })
  onTestFinished(async () => void (await channel.end()))
  publish(channel, { seconds: options.seconds })
  return { channel, ...(await serve({ channels: new Map([['harbour', channel]]) })) }
}

/** The part that the broadcast goes on with. */
function goOn(channel: Channel, from: number): void {
  channel.configure(fakeTracks(48_000), EPOCH)
  for (const frame of filmed(regularShots({ fps: 30, seconds: 1, gop: 60 }), 48_000, from * 1e6))
    channel.write(frame)
}

describe('the live origin', () => {
  test('serves every file that its playlists name, for ever cacheable', async () => {
    const { ask } = await onAir({ seconds: 7 })
    for (const name of ['index.m3u8', 'audio.m3u8']) {
      const playlist = await ask(`/live/harbour/${name}`)
      expect(playlist.headers['content-type']).toBe('application/vnd.apple.mpegurl')
      expect(playlist.headers['cache-control']).toBe('public, max-age=1')
      const { segments, openParts } = readPlaylist(playlist.body.toString())
      const uris = segments.flatMap(({ uri, init, parts }) => [
        uri,
        init ?? '',
        ...parts.map((part) => part.uri),
      ])
      for (const uri of [...uris, ...openParts.map((part) => part.uri)]) {
        const file = await ask(`/live/harbour/${uri}`)
        expect(file.status).toBe(200)
        expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable')
        expect(file.headers['access-control-allow-origin']).toBe('*')
        expect(file.headers['content-type']).toBe(name === 'index.m3u8' ? 'video/mp4' : 'audio/mp4')
        expect(file.body).toHaveLength(Number(file.headers['content-length']))
      }
    }
  })

  test('offers the renditions to native players', async () => {
    const { ask } = await onAir({ seconds: 5 })
    const { body } = await ask('/live/harbour/main.m3u8')
    expect(body.toString()).toMatch(
      /CODECS="avc1.4d400c,mp4a.40.2",RESOLUTION=160x288\nindex.m3u8\n.*\naudio.m3u8\n$/,
    )
  })

  test('answers a blocking reload when the part is there', async () => {
    const { ask, channel } = await onAir({ seconds: 5 })
    const { mediaSequence, segments, openParts } = readPlaylist(
      (await ask('/live/harbour/index.m3u8')).body.toString(),
    )
    const open = mediaSequence + segments.length
    const next = ask(`/live/harbour/index.m3u8?_HLS_msn=${open}&_HLS_part=${openParts.length}`)
    const hinted = ask(`/live/harbour/broadcast-1/p${channel.stats().parts}.m4s`)
    await expect.poll(() => channel.stats().waiting).toBe(2)
    goOn(channel, 5)
    const answer = await next
    expect(answer.status).toBe(200)
    expect(answer.headers['cache-control']).toBe('public, max-age=12')
    const after = readPlaylist(answer.body.toString())
    expect(after.segments.length + after.openParts.length).toBeGreaterThan(segments.length + openParts.length)
    expect((await hinted).status).toBe(200)
    const beyond = await ask(`/live/harbour/index.m3u8?_HLS_msn=${open - 1}&_HLS_part=99`)
    expect(beyond.status).toBe(200)
  })

  test('refuses what is too far ahead or makes no sense', async () => {
    const { ask, channel } = await onAir({ seconds: 5 })
    const current = channel.stats().segments - 1
    const statusOf = async (query: string) => (await ask(`/live/harbour/index.m3u8?${query}`)).status
    expect(await statusOf(`_HLS_msn=${current + 3}`)).toBe(400)
    expect(await statusOf('_HLS_msn=99999999999')).toBe(400)
    expect(await statusOf(`_HLS_msn=${current}&_HLS_part=40`)).toBe(400)
    expect(await statusOf('_HLS_msn=abc')).toBe(400)
    expect(await statusOf('_HLS_msn=-1')).toBe(400)
    expect(await statusOf('_HLS_msn=1&_HLS_part=x')).toBe(400)
    expect(await statusOf('_HLS_part=1')).toBe(400)
    expect(await statusOf(`_HLS_msn=${current - 1}`)).toBe(200)
    expect(await statusOf('_HLS_skip=YES')).toBe(200)
  })

  test('gives up a blocking reload after three target durations', { timeout: 15_000 }, async () => {
    const { ask, channel } = await onAir({ seconds: 5 })
    const started = Date.now()
    const { status, headers } = await ask(`/live/harbour/index.m3u8?_HLS_msn=${channel.stats().segments}`)
    expect(status).toBe(503)
    expect(headers['cache-control']).toBe('no-store')
    expect(Date.now() - started).toBeGreaterThan(5_500)
  })

  test('forgets a viewer who went away', async () => {
    const { port, channel } = await onAir({ seconds: 5 })
    const path = `/live/harbour/index.m3u8?_HLS_msn=${channel.stats().segments}`
    const asked = httpRequest({ port, host: '127.0.0.1', path, agent: false })
    asked.on('error', () => undefined)
    asked.end()
    await expect.poll(() => channel.stats().waiting).toBe(1)
    asked.destroy()
    await expect.poll(() => channel.stats().waiting).toBe(0)
  })

  test('asks viewers to come again where too many are waiting, and serves what is there', async () => {
    const { ask, channel } = await onAir({ seconds: 5, mostWaiting: 3 })
    const next = `/live/harbour/index.m3u8?_HLS_msn=${channel.stats().segments}`
    const hinted = `/live/harbour/broadcast-1/p${channel.stats().parts}.m4s`
    const waiting = [ask(next), ask(next), ask(hinted)]
    await expect.poll(() => channel.stats().waiting).toBe(3)
    for (const url of [next, hinted]) {
      const { status, headers } = await ask(url)
      expect(status).toBe(503)
      expect(headers['retry-after']).toBe('1')
      expect(headers['cache-control']).toBe('no-store')
    }
    expect((await ask('/live/harbour/index.m3u8')).status).toBe(200)
    goOn(channel, 5)
    for (const answer of await Promise.all(waiting.slice(2))) expect(answer.status).toBe(200)
    expect(channel.stats().waiting).toBeLessThan(3)
    await channel.end()
    for (const answer of await Promise.all(waiting)) expect(answer.status).toBe(200)
  })

  test('ends its playlists with the broadcast and keeps them', async () => {
    const { ask, channel } = await onAir({ seconds: 5 })
    const waiting = ask(`/live/harbour/index.m3u8?_HLS_msn=${channel.stats().segments}`)
    const hinted = ask(`/live/harbour/broadcast-1/p${channel.stats().parts + 5}.m4s`)
    await expect.poll(() => channel.stats().waiting).toBe(1)
    await channel.end()
    expect((await waiting).body.toString()).toContain('#EXT-X-ENDLIST')
    expect((await hinted).status).toBe(404)
    const { body } = await ask('/live/harbour/index.m3u8?_HLS_msn=9999')
    expect(readPlaylist(body.toString()).ended).toBe(true)
  })

  test('compresses a playlist for who can read it', async () => {
    const { ask } = await onAir({ seconds: 5 })
    const { headers, body } = await ask('/live/harbour/index.m3u8', {
      headers: { 'accept-encoding': 'gzip' },
    })
    expect(headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(body).toString()).toContain('#EXTM3U')
  })

  test('answers HEAD, OPTIONS and nothing that changes', async () => {
    const { ask } = await onAir({ seconds: 5 })
    const head = await ask('/live/harbour/broadcast-1/p0.m4s', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.body).toHaveLength(0)
    expect(Number(head.headers['content-length'])).toBeGreaterThan(0)
    expect((await ask('/live/harbour/index.m3u8', { method: 'HEAD' })).status).toBe(200)
    const preflight = await ask('/live/harbour/index.m3u8', { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers['access-control-allow-headers']).toBe('Range')
    expect((await ask('/live/harbour/index.m3u8', { method: 'POST' })).status).toBe(405)
  })

  test('hides a room that is not open, and knows no others', async () => {
    const { ask } = await onAir({ seconds: 5, open: false })
    expect((await ask('/live/harbour/index.m3u8')).status).toBe(404)
    expect((await ask('/live/harbour/broadcast-1/p0.m4s')).status).toBe(404)
    expect((await ask('/live/elsewhere/index.m3u8')).status).toBe(404)
  })

  test('leaves the pages alone', async () => {
    const { ask } = await onAir({ seconds: 3 })
    for (const page of [
      '/live/harbour',
      '/live/harbour/',
      '/live/harbour/console',
      '/live',
      '/replay/broadcast-1',
      '/',
    ]) {
      expect((await ask(page)).status).toBe(418)
    }
  })
})

describe('the replay origin', () => {
  async function replay(options: Partial<OriginOptions> = {}) {
    const recordingsFolder = await temporaryFolder()
    const channel = await openChannel(path.join(recordingsFolder, 'broadcast-1'))
    publish(channel, { seconds: 5 })
    await channel.end()
    return { recordingsFolder, ...(await serve({ recordingsFolder, ...options })) }
  }

  test('serves the playlist and the byte ranges that it names', async () => {
    const { ask } = await replay()
    for (const name of ['index.m3u8', 'audio.m3u8']) {
      const text = (await ask(`/replay/broadcast-1/${name}`)).body.toString()
      expect(readPlaylist(text).ended).toBe(true)
      const ranges = [...text.matchAll(/BYTERANGE[:=]"?(\d+)@(\d+)"?\n(.*)/g)]
      expect(ranges.length).toBeGreaterThan(3)
      for (const [, length = '', offset = ''] of ranges) {
        const file = name === 'index.m3u8' ? 'video.mp4' : 'audio.mp4'
        const range = `bytes=${offset}-${Number(offset) + Number(length) - 1}`
        const { status, body, headers } = await ask(`/replay/broadcast-1/${file}`, { headers: { range } })
        expect(status).toBe(206)
        expect(body).toHaveLength(Number(length))
        expect(headers['content-range']).toMatch(`bytes ${offset}-`)
      }
    }
  })

  test('answers ranges at the ends, whole files, HEAD, and what cannot be satisfied', async () => {
    const { ask } = await replay()
    const whole = await ask('/replay/broadcast-1/video.mp4')
    expect(whole.status).toBe(200)
    expect(whole.headers['accept-ranges']).toBe('bytes')
    const size = whole.body.length
    const rangeOf = (range: string) => ask('/replay/broadcast-1/video.mp4', { headers: { range } })
    expect((await rangeOf('bytes=-10')).body.equals(whole.body.subarray(-10))).toBe(true)
    expect((await rangeOf('bytes=100-')).body.equals(whole.body.subarray(100))).toBe(true)
    expect((await rangeOf(`bytes=0-${size * 2}`)).body).toHaveLength(size)
    const beyond = await rangeOf(`bytes=${size}-`)
    expect(beyond.status).toBe(416)
    expect(beyond.headers['content-range']).toBe(`bytes */${size}`)
    const head = await ask('/replay/broadcast-1/video.mp4', { method: 'HEAD' })
    expect(head.headers['content-length']).toBe(String(size))
    expect(head.body).toHaveLength(0)
  })

  test('is for those who may watch', async () => {
    const asked: unknown[] = []
    const { ask } = await replay({
      mayWatchRecording(question) {
        asked.push(question)
        return Promise.resolve(question.cookie === 'session=hers')
      },
    })
    expect((await ask('/replay/broadcast-1/index.m3u8')).status).toBe(404)
    const { status } = await ask('/replay/broadcast-1/index.m3u8', { headers: { cookie: 'session=hers' } })
    expect(status).toBe(200)
    expect(asked).toEqual([
      { recording: 'broadcast-1', cookie: undefined },
      { recording: 'broadcast-1', cookie: 'session=hers' },
    ])
  })

  test('never leaves its folder', async () => {
    const { ask, recordingsFolder } = await replay()
    await writeFile(path.join(recordingsFolder, 'video.mp4'), 'secret')
    const paths = [
      '/replay/../video.mp4',
      '/replay/broadcast-1/../video.mp4',
      '/replay/broadcast-1/..%2fvideo.mp4',
      '/replay/%2e%2e/video.mp4',
      '/replay/./video.mp4',
      '/replay//video.mp4',
      '/replay/broadcast-1%00/video.mp4',
      '/replay/broadcast-1/index.jsonl.mp4',
      '/live/../replay/broadcast-1/../video.mp4',
      '/live/harbour/../../etc/passwd.mp4',
    ]
    for (const url of paths) {
      const { status, body } = await ask(url)
      expect(status).toBe(404)
      expect(body.toString()).not.toContain('secret')
    }
    expect((await ask('/replay/broadcast-1/index.jsonl')).status).toBe(418)
  })

  test('makes the playlist from the index where a crash or a full disk has left none', async () => {
    const { ask, recordingsFolder } = await replay()
    const folder = path.join(recordingsFolder, 'broadcast-1')
    const paths = ['/replay/broadcast-1/index.m3u8', '/replay/broadcast-1/audio.m3u8']
    const before = await Promise.all(paths.map((url) => ask(url)))
    await rm(path.join(folder, 'index.m3u8'))
    await rm(path.join(folder, 'audio.m3u8'))
    const after = await Promise.all(paths.map((url) => ask(url)))
    expect(after.map(({ body }) => body.toString())).toEqual(before.map(({ body }) => body.toString()))
    await truncate(path.join(folder, 'index.jsonl'), 10)
    expect((await ask('/replay/broadcast-1/index.m3u8')).status).toBe(404)
  })
})
