import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http'
import { WebSocket, WebSocketServer, type RawData } from 'ws'
import { decodeWireFrame, parseMessage, PublisherMessage } from '#app/kernel/ingest-wire.ts'
import type { StartMessage, WireFrame } from '#app/kernel/ingest-wire.ts'
import { flvAudio, flvAudioConfig, flvHeader, flvVideo, flvVideoConfig } from './flv-writer.ts'

export interface IngestTee {
  port: number
  close(): void
}

/**
 * A proxy that stands between the publisher's page and the real server and passes everything on unchanged. What goes
 * to `/ingest` is also written to `sink` as FLV, in the same moment: so both sides of the comparison are given the
 * same frames.
 */
export async function startIngestTee(serverPort: number, sink: (flv: Buffer) => void): Promise<IngestTee> {
  const server = createServer((incoming, outgoing) => {
    const passed = forward(target(serverPort, incoming), (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  })
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (incoming, socket, head) => {
    sockets.handleUpgrade(incoming, socket, head, (client) => join(client, incoming, serverPort, sink))
  })
  const port = await listening(server)
  const close = () => {
    for (const client of sockets.clients) client.terminate()
    server.closeAllConnections()
    server.close()
  }
  return { port, close }
}

/** Host and Origin stay the page's own, as behind any proxy, so that the server's check of the Origin is met. */
function target(port: number, { method, url, headers }: IncomingMessage) {
  return { host: '127.0.0.1', port, method, path: url, headers }
}

function join(
  client: WebSocket,
  incoming: IncomingMessage,
  serverPort: number,
  sink: (flv: Buffer) => void,
): void {
  const { host, origin, cookie } = incoming.headers
  const upstream = new WebSocket(`ws://127.0.0.1:${serverPort}${incoming.url ?? ''}`, {
    perMessageDeflate: false,
    headers: { ...(host && { host }), ...(origin && { origin }), ...(cookie && { cookie }) },
  })
  const early: { message: RawData; binary: boolean }[] = []
  const toFlv = flvFromWire(sink)
  client.on('message', (message, binary) => {
    if (upstream.readyState === WebSocket.OPEN) upstream.send(message, { binary })
    else early.push({ message, binary })
    toFlv(asBuffer(message), binary)
  })
  upstream.on('open', () => {
    for (const { message, binary } of early.splice(0)) upstream.send(message, { binary })
  })
  upstream.on('message', (message, binary) => client.send(message, { binary }))
  upstream.on('close', (code, reason) => (code >= 3000 ? client.close(code, reason) : client.terminate()))
  upstream.on('error', () => client.terminate())
  client.on('close', () => upstream.close())
}

function flvFromWire(sink: (flv: Buffer) => void): (message: Buffer, binary: boolean) => void {
  let origin: number | undefined
  return (message, binary) => {
    if (!binary) {
      const said = parseMessage(PublisherMessage, message.toString('utf8'))
      if (said?.type === 'start') sink(flvStart(said))
      return
    }
    const frame = decodeWireFrame(message)
    if (frame === null) return
    origin ??= frame.at
    sink(flvFrame(frame, Math.max(0, Math.round((frame.at - origin) / 1000))))
  }
}

function flvStart({ video, audio }: StartMessage): Buffer {
  const parts = [flvHeader(), flvVideoConfig(Buffer.from(video.description, 'base64'))]
  if (audio) parts.push(flvAudioConfig(Buffer.from(audio.description, 'base64')))
  return Buffer.concat(parts)
}

function flvFrame({ track, key, compositionOffset, payload }: WireFrame, at: number): Buffer {
  if (track === 'audio') return flvAudio(at, payload)
  return flvVideo({ at, compositionOffset: Math.round(compositionOffset / 1000), key, payload })
}

function asBuffer(message: RawData): Buffer {
  if (Buffer.isBuffer(message)) return message
  return Array.isArray(message) ? Buffer.concat(message) : Buffer.from(message)
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}
