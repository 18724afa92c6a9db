import Amf from 'node-media-server/src/protocol/amf.js'
import Rtmp from 'node-media-server/src/protocol/rtmp.js'
import silentLogger from 'node-media-server/src/core/logger.js'
import type { Aside } from './budget.ts'

/** What a publisher's RTMP connection says. The key is a secret: it is handed over and kept nowhere. */
export interface RtmpEvents {
  publish(request: { app: string; key: string }): void
  play(): void
  /** One message of sound (8), picture (9) or description (18); `at` in ms, wrapping at 2^32. */
  media(message: { type: 8 | 9 | 18; at: number; payload: Buffer }): void
  /** The publisher says that it stops. */
  end(): void
  /** Whatever else an accepted publisher says: it is read only after this, and not at all once it was refused. */
  aside(aside: Aside): void
  send(bytes: Buffer): void
}

const rtmpVersion = 3
/** Two handshakes of 1536 bytes; then a program says some ten commands in a kilobyte or two and asks to publish. */
const maxEarlyBytes = 1 + 2 * 1536 + 16 * 1024
const maxEarlyCommands = 20
const maxControlBytes = 16 * 1024
const maxChunkStreams = 32
const timeModulus = 2 ** 32
const mediaTypes = { sound: 8, picture: 9, description: 18 } as const
const commandTypes = { amf3: 17, amf0: 20 } as const

// Its lines hold the stream's path, and the path holds the key.
silentLogger.log = () => undefined

/**
 * The chunk parser of node-media-server 4.4.3, without its server: that one ends the process when its port is
 * taken, answers a publisher before asking who it is, and logs stream keys. These are internal files, so the
 * version is pinned and rtmp-protocol.test.ts fails where they move. Any malformed byte comes out of `parse` as an
 * RtmpProtocolError; what an event throws comes out as it is.
 */
export class RtmpProtocol extends Rtmp {
  #events: RtmpEvents
  #maxMediaBytes: number
  #received = 0
  #acknowledged = 0
  #streamId = 0
  #asked = false
  #commands = 0
  #accepted = false
  #refused = false
  /** What an event threw: no fault of the bytes. */
  #bug: { error: unknown } | null = null

  constructor({ events, maxMediaBytes }: { events: RtmpEvents; maxMediaBytes: number }) {
    super()
    this.#events = events
    this.#maxMediaBytes = maxMediaBytes
    this.onOutputCallback = (bytes) => this.#tell(() => events.send(bytes))
  }

  /** Reads what came in and calls the events. */
  parse(bytes: Buffer): void {
    if (this.#received === 0 && bytes[0] !== rtmpVersion) throw new RtmpProtocolError('no RTMP handshake')
    const room = this.#asked ? bytes.length : Math.min(bytes.length, maxEarlyBytes - this.#received)
    this.#read(bytes.subarray(0, room))
    if (room === bytes.length) return
    if (!this.#asked) throw new RtmpProtocolError('too much before publishing')
    this.#read(bytes.subarray(room))
  }

  #read(bytes: Buffer): void {
    try {
      const problem = this.parserData(bytes)
      if (problem) throw new RtmpProtocolError(problem)
    } catch (error) {
      if (error instanceof RtmpProtocolError || error === this.#bug?.error) throw error
      throw new RtmpProtocolError(error instanceof Error ? error.name : 'unreadable')
    }
    this.#received += bytes.length
    const due = Math.max(64 * 1024, (this.ackSize ?? 2_500_000) / 2)
    if (this.#received - this.#acknowledged >= due) {
      this.#acknowledged = this.#received
      this.sendACK(this.#received % timeModulus)
    }
  }

  /** Answers the waiting publish request. */
  accept(): void {
    this.#accepted = true
    this.sendStatusMessage(this.#streamId, 'status', 'NetStream.Publish.Start', 'Publishing.')
  }

  refuse(reason: string): void {
    this.#refused = true
    this.sendStatusMessage(this.#streamId, 'error', 'NetStream.Publish.BadName', reason)
  }

  /** Called by the parser once a message's time and length are known, before its first byte is stored. */
  override packetAlloc(): void {
    const { header } = this.parserPacket
    // Deltas are added up without end there, while the wire's clock wraps.
    this.parserPacket.clock %= timeModulus
    const media = header.type === mediaTypes.sound || header.type === mediaTypes.picture
    const most = media && this.#accepted ? this.#maxMediaBytes : maxControlBytes
    if (header.length > most) throw new RtmpProtocolError('a message is too long')
    if (this.inPackets.size > maxChunkStreams) throw new RtmpProtocolError('too many chunk streams')
    super.packetAlloc()
  }

  /** Called by the parser for each message that has come in whole. */
  override packetHandler(): void {
    const { type, length: bytes } = this.parserPacket.header
    const command = type === commandTypes.amf0 || type === commandTypes.amf3
    const media = type === mediaTypes.sound || type === mediaTypes.picture
    if (this.#accepted && !media) {
      this.#tell(() => this.#events.aside(command ? 'command' : { track: 'video', bytes }))
    } else if (command && (this.#commands += 1) > maxEarlyCommands) {
      throw new RtmpProtocolError('too many commands before publishing')
    }
    if (!this.#refused) super.packetHandler()
  }

  override controlHandler(): void {
    super.controlHandler()
    if (this.inChunkSize < 1 || this.inChunkSize > 0xffffff)
      throw new RtmpProtocolError('a chunk size out of range')
  }

  override invokeHandler(): void {
    const { header, payload } = this.parserPacket
    const message = payload.subarray(header.type === commandTypes.amf3 ? 1 : 0, header.length)
    const command = Amf.decodeAmf0Cmd(message)
    switch (command.cmd) {
      case 'connect':
        return this.#accepted ? undefined : this.onConnect(command)
      case 'createStream':
        return this.#accepted ? undefined : this.onCreateStream(command)
      case 'publish':
        return this.#publish(command.streamName)
      case 'play':
      case 'play2':
        return this.#tell(() => this.#events.play())
      case 'FCUnpublish':
      case 'closeStream':
      case 'deleteStream':
        return this.#tell(() => this.#events.end())
      default:
        return
    }
  }

  override dataHandler(): void {
    const { header, clock, payload } = this.parserPacket
    const { type } = header
    if (type !== mediaTypes.sound && type !== mediaTypes.picture && type !== mediaTypes.description) return
    // The parser uses its buffer again for the next message.
    const message = { type, at: clock, payload: Buffer.from(payload.subarray(0, header.length)) }
    this.#tell(() => this.#events.media(message))
  }

  #publish(name: unknown): void {
    if (typeof name !== 'string') throw new RtmpProtocolError('publish without a name')
    const app = typeof this.streamApp === 'string' ? this.streamApp : ''
    const request = { app: app.replace(/\/+$/, ''), key: name.split('?', 1)[0] ?? '' }
    this.#streamId = this.parserPacket.header.stream_id
    this.#asked = true
    this.#tell(() => this.#events.publish(request))
  }

  #tell(event: () => void): void {
    try {
      event()
    } catch (error) {
      this.#bug = { error }
      throw error
    }
  }
}

/** The connection speaks no RTMP that we read. The message never holds anything the publisher sent. */
export class RtmpProtocolError extends Error {
  override name = 'RtmpProtocolError'
}
