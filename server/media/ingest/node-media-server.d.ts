/** The two internal files of node-media-server 4.4.3 that rtmp-protocol.ts builds on; the package has no types. */
declare module 'node-media-server/src/protocol/rtmp.js' {
  interface RtmpPacketState {
    header: { length: number; type: number; stream_id: number }
    clock: number
    payload: Buffer
    capacity: number
  }

  interface AmfCommand {
    cmd?: string
    transId?: number
    cmdObj?: Record<string, unknown> | null
    streamName?: unknown
  }

  class Rtmp {
    parserPacket: RtmpPacketState
    inPackets: Map<number, unknown>
    inChunkSize: number
    ackSize?: number
    streamApp?: unknown
    onOutputCallback: (bytes: Buffer) => void
    parserData(bytes: Buffer): string | null
    packetAlloc(): void
    packetHandler(): void
    controlHandler(): void
    invokeHandler(): void
    dataHandler(): void
    onConnect(command: AmfCommand): void
    onCreateStream(command: AmfCommand): void
    sendACK(bytes: number): void
    sendStatusMessage(streamId: number, level: string, code: string, description: string): void
  }

  export { Rtmp as default }
  export type { AmfCommand }
}

declare module 'node-media-server/src/protocol/amf.js' {
  import type { AmfCommand } from 'node-media-server/src/protocol/rtmp.js'

  const amf: {
    decodeAmf0Cmd(bytes: Buffer): AmfCommand
    encodeAmf0Cmd(command: Record<string, unknown>): Buffer
  }
  export { amf as default }
}

declare module 'node-media-server/src/core/logger.js' {
  const logger: { level: string; log(message: string, level?: string): void }
  export { logger as default }
}
