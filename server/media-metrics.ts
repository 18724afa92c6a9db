import { Counter, Gauge, type Registry } from 'prom-client'
import type { MediaEngine, MediaMetrics } from './media/engine.ts'

/** What is read from the engine as one number each, whenever /metrics is asked for. */
const figures = {
  media_publishers: ['Publishers on air', (now) => now.publishers],
  media_channels: ['Channels that players can read', (now) => now.channels],
  media_memory_bytes: ['Parts and segments kept in memory', (now) => now.bytesInMemory],
  media_players_waiting: ['Requests that wait for the next part', (now) => now.playersWaiting],
  media_frames: ['Frames taken since the start', (now) => now.frames],
  media_received_bytes: ['Bytes of frames taken since the start', (now) => now.bytes],
  media_dropped_frames: ['Frames dropped since the start', (now) => now.droppedFrames],
} satisfies Record<string, [help: string, read: (now: MediaMetrics) => number]>

/** Registers the media engine's figures for /metrics. */
export function countMedia(registry: Registry, engine: MediaEngine): void {
  const registers = [registry]
  for (const [name, [help, read]] of Object.entries(figures)) {
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
  new Counter({
    name: 'media_refusals_total',
    help: 'Publishers refused, by reason',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset()
      for (const [reason, count] of Object.entries(engine.metrics().refusals)) this.inc({ reason }, count)
    },
  })
}
