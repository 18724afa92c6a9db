import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import {
  decodeWireFrame,
  endedCode,
  parseMessage,
  PublisherMessage,
  type WireFrame,
} from '#app/kernel/ingest-wire.ts'
import { findClip } from '#prisma/seed/clip/find-clip.ts'
import { readClip, wireMessage } from './demo-clip.ts'
import { startDemoPublisher, type DemoPublisherOptions } from './demo-publisher.ts'

const clip = await readClip()
const log = { info: () => undefined, warn: () => undefined }

describe('the committed clip', () => {
  test('is at most 5 MB and what a phone would send: a key frame each two seconds, no B-frames, 48 kHz', async () => {
    expect((await stat(findClip())).size).toBeLessThanOrEqual(5_000_000)
    const video = clip.frames.filter(({ track }) => track === 'video')
    const audio = clip.frames.filter(({ track }) => track === 'audio')
    expect(clip.loop).toBe(32_000_000)
    expect(video.map(({ at }) => at)).toEqual(video.map((_, index) => index * 40_000))
    expect(video.flatMap(({ key }, index) => (key ? [index] : []))).toEqual(
      Array.from({ length: 16 }, (_, n) => n * 50),
    )
    expect(audio).toHaveLength(1500)
    expect(clip.tracks.video).toMatchObject({
      width: 720,
      height: 1280,
      codec: expect.stringMatching(/^avc1\./),
    })
    expect(clip.tracks.audio).toMatchObject({ sampleRate: 48_000, channels: 2, codec: 'mp4a.40.2' })
  })

  test('goes on without a seam: time never steps back and never leaps, from loop to loop', () => {
    const twice = [0, 1].flatMap((turn) =>
      clip.frames.map((frame) => decodeWireFrame(wireMessage(clip, frame, turn))!),
    )
    for (const [track, longest] of [
      ['video', 40_000],
      ['audio', 21_334],
    ] as const) {
      const times = twice.filter((frame) => frame.track === track).map(({ at }) => at)
      const steps = times.slice(1).map((at, index) => at - times[index]!)
      expect(Math.min(...steps)).toBeGreaterThan(0)
      expect(Math.max(...steps)).toBeLessThanOrEqual(longest)
    }
  })
})

let servers: WebSocketServer[] = []
let publishers: ReturnType<typeof startDemoPublisher>[] = []
afterEach(async () => {
  await Promise.all(publishers.map((publisher) => publisher.stop()))
  for (const server of servers) {
    server.clients.forEach((client) => client.terminate())
    server.close()
  }
  servers = []
  publishers = []
})

async function listen(converse: (socket: WebSocket, ticket: string | null) => void): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  servers.push(server)
  server.on('connection', (socket, request) =>
    converse(socket, new URL(request.url ?? '', 'ws://x').searchParams.get('ticket')),
  )
  await once(server, 'listening')
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ingest`
}

function start(more: Pick<DemoPublisherOptions, 'ingestUrl'> & Partial<DemoPublisherOptions>) {
  let tickets = 0
  const publisher = startDemoPublisher({
    issueTicket: async () => `ticket-${++tickets}`,
    log,
    clip,
    pause: 10,
    ...more,
  })
  publishers.push(publisher)
  return publisher
}

interface Heard {
  ticket: string | null
  texts: PublisherMessage[]
  frames: WireFrame[]
}

/** A door that takes publishers as the real one does, and keeps what they sent. */
function door(heard: Heard[], onText?: (socket: WebSocket) => void) {
  return (socket: WebSocket, ticket: string | null) => {
    const one: Heard = { ticket, texts: [], frames: [] }
    heard.push(one)
    socket.on('message', (message, binary) => {
      if (binary) return void one.frames.push(decodeWireFrame(message as Buffer)!)
      const said = parseMessage(PublisherMessage, (message as Buffer).toString())!
      one.texts.push(said)
      if (said.type === 'start') socket.send(JSON.stringify({ type: 'ready', resumed: false }))
      if (said.type === 'end') {
        socket.send(JSON.stringify({ type: 'ended' }))
        socket.close(endedCode, 'ended')
      }
      onText?.(socket)
    })
  }
}

describe('the demo publisher', () => {
  test('sends in real time, ends on time at a key frame, and begins anew with another ticket', async () => {
    const heard: Heard[] = []
    start({ ingestUrl: await listen(door(heard)), broadcastLength: 2000 })
    const begin = performance.now()
    await expect.poll(() => heard.length, { timeout: 8000 }).toBe(2)
    expect(performance.now() - begin).toBeGreaterThan(1900)
    expect(heard.map(({ ticket }) => ticket)).toEqual(['ticket-1', 'ticket-2'])
    expect(heard[0]!.texts.map(({ type }) => type)).toEqual(['start', 'end'])
    expect(heard[0]!.frames.filter(({ track }) => track === 'video')).toHaveLength(50)
    expect(heard[0]!.frames[0]).toMatchObject({ key: true, at: 0 })
  })

  test('tries again after a refusal and after a dropped line', async () => {
    const heard: Heard[] = []
    let connections = 0
    const take = door(heard, (socket) => heard.length === 1 && socket.terminate())
    const ingestUrl = await listen((socket, ticket) => {
      if (++connections > 1) return take(socket, ticket)
      socket.send(JSON.stringify({ type: 'refused', reason: 'already-publishing' }))
      socket.close(4003, 'already-publishing')
    })
    start({ ingestUrl })
    await expect.poll(() => heard[1]?.frames.length ?? 0, { timeout: 8000 }).toBeGreaterThan(5)
    expect(connections).toBe(3)
  })

  test('tries again where no ticket is to be had, and stops at once when told', async () => {
    let asked = 0
    const issueTicket = () => Promise.reject(new Error(`no room yet ${++asked}`))
    const publisher = start({ ingestUrl: 'ws://127.0.0.1:9/ingest', issueTicket })
    await expect.poll(() => asked, { timeout: 5000 }).toBeGreaterThan(2)
    await publisher.stop()
    const before = asked
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(asked).toBe(before)
  })

  test('stopping ends the broadcast in good order', async () => {
    const heard: Heard[] = []
    const publisher = start({ ingestUrl: await listen(door(heard)) })
    await expect.poll(() => heard[0]?.frames.length ?? 0, { timeout: 5000 }).toBeGreaterThan(5)
    await publisher.stop()
    expect(heard[0]!.texts.at(-1)).toEqual({ type: 'end' })
  })
})
