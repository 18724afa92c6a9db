import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import type { MediaMetrics } from './media/engine.ts'
import { countMedia } from './media-metrics.ts'

test('sums are counters that may be asked for again and again, levels are gauges', async () => {
  const now: MediaMetrics = {
    publishers: 1,
    connections: { browser: 1, rtmp: 0 },
    channels: 2,
    bytesInMemory: 3,
    playersWaiting: 4,
    frames: 50,
    bytes: 600,
    droppedFrames: 7,
    refusals: { 'disk-full': 1 },
    failedRecordings: { 'write-failed': 2 },
  }
  const registry = new Registry()
  countMedia(registry, { metrics: () => now })
  await registry.metrics()
  now.frames = 60
  const page = await registry.metrics()
  expect(page).toContain('# TYPE media_frames_total counter\nmedia_frames_total 60\n')
  expect(page).toContain('# TYPE media_received_bytes_total counter\nmedia_received_bytes_total 600\n')
  expect(page).toContain('# TYPE media_dropped_frames_total counter\nmedia_dropped_frames_total 7\n')
  expect(page).toContain('media_refusals_total{reason="disk-full"} 1\n')
  expect(page).toContain('media_recordings_failed_total{reason="write-failed"} 2\n')
  expect(page).toContain('# HELP media_publishers Publishers admitted\n')
  expect(page).toContain('# TYPE media_publishers gauge\nmedia_publishers 1\n')
})
