import { Counter, Gauge, type Registry } from 'prom-client'
import type { MediaEngine, MediaMetrics } from './media/engine.ts'

type Figures<Value> = Record<string, [help: string, read: (now: MediaMetrics) => Value]>

/** What rises and falls, read from the engine whenever /metrics is asked for. */
const levels = {
  media_publishers: ['Publishers admitted', (now) => now.publishers],
  media_channels: ['Channels that players can read', (now) => now.channels],
  media_memory_bytes: ['Media kept in memory', (now) => now.bytesInMemory],
  media_players_waiting: ['Requests that wait for the next part', (now) => now.playersWaiting],
} satisfies Figures<number>

/** What only rises since the start. */
const totals = {
  media_frames_total: ['Frames taken', (now) => now.frames],
  media_received_bytes_total: ['Bytes of frames taken', (now) => now.bytes],
  media_dropped_frames_total: ['Frames dropped', (now) => now.droppedFrames],
} satisfies Figures<number>

const totalsByReason = {
  media_refusals_total: ['Publishers refused or cut off, by reason', (now) => now.refusals],
  media_recordings_failed_total: [
    'Broadcasts that ended because they could no longer be recorded, by reason',
    (now) => now.failedRecordings,
  ],
} satisfies Figures<Readonly<Record<string, number>>>

/** Registers the media engine's figures for /metrics. */
export function countMedia(registry: Registry, engine: Pick<MediaEngine, 'metrics'>): void {
  const registers = [registry]
  for (const [name, [help, read]] of Object.entries(levels)) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read(engine.metrics()))
      },
    })
  }
  new Gauge({
    name: 'media_connections',
    help: 'Open publishing connections',
    labelNames: ['by'],
    registers,
    collect() {
      for (const [by, count] of Object.entries(engine.metrics().connections)) this.set({ by }, count)
    },
  })
  countTotals(registry, engine)
}

/** The engine keeps the sums itself: a counter is set to them by starting over. */
function countTotals(registry: Registry, engine: Pick<MediaEngine, 'metrics'>): void {
  const registers = [registry]
  for (const [name, [help, read]] of Object.entries(totals)) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read(engine.metrics()))
      },
    })
  }
  for (const [name, [help, read]] of Object.entries(totalsByReason)) {
    new Counter({
      name,
      help,
      labelNames: ['reason'],
      registers,
      collect() {
        this.reset()
        for (const [reason, count] of Object.entries(read(engine.metrics()))) this.inc({ reason }, count)
      },
    })
  }
}
