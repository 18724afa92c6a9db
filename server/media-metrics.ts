import { Counter, Gauge, type Registry } from 'prom-client'
import type { MediaEngine } from './media/engine.ts'

/** Registers the media engine's figures for /metrics; they are read from the engine when the page is asked for. */
export function countMedia(registry: Registry, engine: MediaEngine): void {
  const registers = [registry]
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('media_publishers', 'Publishers on air', () => engine.metrics().publishers)
  gauge('media_channels', 'Channels that players can read', () => engine.metrics().channels)
  gauge('media_memory_bytes', 'Parts and segments kept in memory', () => engine.metrics().bytesInMemory)
  gauge(
    'media_players_waiting',
    'Requests that wait for the next part',
    () => engine.metrics().playersWaiting,
  )
  gauge('media_frames', 'Frames taken since the start', () => engine.metrics().frames)
  gauge('media_received_bytes', 'Bytes of frames taken since the start', () => engine.metrics().bytes)
  gauge('media_dropped_frames', 'Frames dropped since the start', () => engine.metrics().droppedFrames)
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
