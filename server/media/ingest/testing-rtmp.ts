import { connect as connectTcp } from 'node:net'
import type { Socket } from 'node:net'
import Amf from 'node-media-server/src/protocol/amf.js'

/** A publisher's side of RTMP, byte by byte: enough to be admitted, refused or silent. */
export const handshake = Buffer.concat([Buffer.from([3]), Buffer.alloc(1536 * 2)])
const commandType = 20

/** One message in one chunk stream, cut into chunks of 128 bytes as a new connection's are. */
export function message(type: number, payload: Buffer, at = 0, streamId = 1): Buffer {
  const head = Buffer.alloc(12)
  head[0] = 3
  head.writeUIntBE(at, 1, 3)
  head.writeUIntBE(payload.length, 4, 3)
  head[7] = type
  head.writeUInt32LE(streamId, 8)
  const chunks: Buffer[] = [head]
  for (let offset = 0; offset < payload.length; offset += 128) {
    if (offset > 0) chunks.push(Buffer.from([0xc3]))
    chunks.push(payload.subarray(offset, offset + 128))
  }
  return Buffer.concat(chunks)
}

export function command(body: Record<string, unknown>): Buffer {
  return message(commandType, Amf.encodeAmf0Cmd({ transId: 1, cmdObj: null, ...body }))
}

export const connect = command({ cmd: 'connect', cmdObj: { app: 'live', tcUrl: 'rtmp://127.0.0.1/live' } })

export function publish(key: string): Buffer {
  return command({ cmd: 'publish', streamName: key, type: 'live' })
}

/** Connects from `localAddress` and says `bytes`. Errors are the server's right: it may cut whom it wants. */
export function callFrom(localAddress: string, port: number, bytes: Buffer | string): Socket {
  const socket = connectTcp({ port, host: '127.0.0.1', localAddress })
  socket.on('error', () => undefined)
  socket.write(bytes)
  return socket
}

/** Resolves with what the server said about the wish to publish `key`; null where it closed without a word. */
export function askToPublish(localAddress: string, port: number, key: string): Promise<string | null> {
  const socket = callFrom(localAddress, port, Buffer.concat([handshake, connect, publish(key)]))
  let heard = ''
  return new Promise((resolve) => {
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1')
      const [answer] = /NetStream\.Publish\.\w+/.exec(heard) ?? []
      if (answer) resolve(answer)
    })
    socket.on('close', () => resolve(null))
  })
}
