import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import type { PublishRefusal } from '#app/kernel/ingest-wire.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { askDiskRoom } from '../free-space.ts'
import type { DiskRoom } from '../free-space.ts'
import type { Channel } from './channel.ts'
import { watchDisk } from './disk-watch.ts'
import type { EndReason, MediaHooks } from './hooks.ts'
import { createAdmission, strangerLimits } from './ingest/admission.ts'
import type { StrangerLimits } from './ingest/admission.ts'
import { defaultLimits } from './ingest/gate.ts'
import type { IngestLimits } from './ingest/gate.ts'
import { createRtmpIngest } from './ingest/rtmp.ts'
import { createBrowserIngest } from './ingest/websocket.ts'
import type { MediaLog } from './log.ts'
import { createOrigin } from './origin.ts'
import { canRecord } from './recording-files.ts'
import type { RecordingFailure } from './recording.ts'
import { createSeats } from './seats.ts'
import type { ChannelState, Seats } from './seats.ts'
import type { SeatSurroundings } from './seat.ts'
import { createTally } from './tally.ts'
import type { Counts } from './tally.ts'

export interface MediaEngineOptions {
  dataDir: string
  /** Looked up per event, so that a reloaded build takes over at once. */
  hooks: () => Promise<MediaHooks> | MediaHooks
  rtmpPort: number
  rtmpHost: string
  /** Origins (`https://host`) whose pages may publish, besides the page's own host. */
  allowedOrigins: readonly string[]
  log: MediaLog
  /**
   * Where a request comes from, behind proxies as well; without it, its socket's address. Only to count strangers'
   * connections by; kept no longer than they are open.
   */
  addressOf?: (request: IncomingMessage) => string | undefined
  limits?: Partial<IngestLimits>
  strangers?: Partial<StrangerLimits>
  /** How much room the disk has for recordings: asked for each publisher, and again and again while one is on air. */
  diskRoom?: () => Promise<DiskRoom>
  /** How often it is asked while a publisher is on air, in ms. */
  diskWatchMs?: number
  /** How long players can still read a broadcast's end in its live playlist, in ms. */
  keepEndedMs?: number
  /** Pauses, in ms, before a live feature that could not take an event is told again. */
  retryPausesMs?: readonly number[]
}

export interface MediaMetrics {
  publishers: number
  connections: { browser: number; rtmp: number }
  /** Channels that players can read, ended ones included for a minute. */
  channels: number
  bytesInMemory: number
  playersWaiting: number
  frames: number
  bytes: number
  droppedFrames: number
  refusals: Counts<PublishRefusal>
  failedRecordings: Counts<RecordingFailure>
}

export interface MediaEngine {
  /** Answers a media request; false where it is none. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean
  /** Takes `/ingest`; false for any other path. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  startRtmp(): Promise<Outcome<{ port: number }, 'port-taken'>>
  channelState(channel: string): ChannelState
  /** Ends a broadcast, also one that is only on disk, and tells the live feature; again changes nothing. */
  finishBroadcast(ended: {
    channel: string
    recording: string
    reason: EndReason
  }): Promise<{ durationSeconds: number }>
  /** Ends every broadcast properly and closes every connection. */
  stop(): Promise<void>
  metrics(): MediaMetrics
  /** Whether publishers are let in and what they send could be recorded. */
  ready(): Promise<boolean>
}

/** Receives publishers, keeps the rooms' channels, answers players. One per process. */
export function createMediaEngine(options: MediaEngineOptions): MediaEngine {
  const { hooks, log } = options
  const recordingsFolder = join(options.dataDir, 'recordings')
  const channels = new Map<string, Channel>()
  const tally = createTally()
  const limits = { ...defaultLimits, ...options.limits }
  const seats = furnish(options, { limits, tally, channels, recordingsFolder })
  const diskRoom = options.diskRoom ?? (() => askDiskRoom(options.dataDir))
  const entrances = openEntrances(options, { limits, seats, tally, diskRoom })
  const stopWatchingDisk = watchDisk({ ask: diskRoom, everyMs: options.diskWatchMs ?? 10_000, seats, log })
  const origin = createOrigin({
    channels,
    recordingsFolder,
    mayWatchRecording: async (question) => (await hooks()).mayWatchRecording(question),
    log,
  })

  return {
    handleRequest: origin,
    handleUpgrade: entrances.handleUpgrade,
    startRtmp: entrances.startRtmp,
    channelState: (name) => seats.state(name),
    finishBroadcast: ({ channel, recording, reason }) => seats.get(channel).finish(recording, reason),
    async stop() {
      entrances.shut()
      stopWatchingDisk()
      await seats.stop()
      await entrances.close()
    },
    metrics: () => ({ ...tally.counters(), ...measure(channels), connections: entrances.connections() }),
    ready: async () => entrances.areOpen() && (await canRecord(recordingsFolder)),
  }
}

function furnish(
  options: MediaEngineOptions,
  shared: Pick<SeatSurroundings, 'limits' | 'channels' | 'recordingsFolder'> & Pick<Inside, 'tally'>,
): Seats {
  const { tally, ...rooms } = shared
  return createSeats({
    ...rooms,
    hooks: options.hooks,
    log: options.log,
    now: Date.now,
    onLeft: tally.left,
    onRecordingFailed: tally.recordingFailed,
    keepEndedMs: options.keepEndedMs ?? 60_000,
    retryPausesMs: options.retryPausesMs ?? [500, 1_500, 3_000],
  })
}

interface Inside {
  limits: IngestLimits
  seats: Seats
  tally: ReturnType<typeof createTally>
  diskRoom: () => Promise<DiskRoom>
}

/** The two wires and the door that both lead through. */
function openEntrances(options: MediaEngineOptions, { limits, seats, tally, diskRoom }: Inside) {
  const { hooks, log } = options
  const strangers = { ...strangerLimits, ...options.strangers }
  const addressOf = options.addressOf ?? ((request) => request.socket.remoteAddress)
  const door = createAdmission({
    hooks,
    log,
    diskRoom,
    hasBroadcast: (channel) => seats.state(channel).recording !== null,
    onRefused: tally.refused,
    places: strangers.places,
    claim: (channel, line) => tally.admitted(seats.get(channel).claim(line)),
  })
  const { admit } = door
  const { allowedOrigins, rtmpHost: host, rtmpPort: port } = options
  const browsers = createBrowserIngest({ admit, allowedOrigins, limits, strangers, log, addressOf })
  const rtmp = createRtmpIngest({ admit, host, port, limits, strangers, log })
  return {
    handleUpgrade: browsers.handleUpgrade,
    startRtmp: rtmp.start,
    connections: () => ({ browser: browsers.connections(), rtmp: rtmp.connections() }),
    areOpen: door.isOpen,
    shut: door.shut,
    close: () => Promise.all([browsers.stop(), rtmp.stop()]),
  }
}

function measure(channels: ReadonlyMap<string, Channel>) {
  const stats = [...channels.values()].map((channel) => channel.stats())
  return {
    channels: channels.size,
    bytesInMemory: stats.reduce((sum, one) => sum + one.bytesInMemory + one.bytesUnderWay, 0),
    playersWaiting: stats.reduce((sum, one) => sum + one.waiting, 0),
  }
}
