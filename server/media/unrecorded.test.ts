import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DiskRoom } from '../free-space.ts'
import type { MediaEngineOptions } from './engine.ts'
import { collectingLog, memoryHooks, startTestEngine, TestPublisher, until } from './ingest/testing.ts'
import { openChannel, publish } from './testing/channel.ts'
import { temporaryFolder } from './testing/folder.ts'
import { fillDisk } from './testing/full-disk.ts'
import { readPlaylist } from './testing/parsers.ts'

/** A publisher who has been on air for three seconds, all of them on disk. */
async function onAir(over: Partial<MediaEngineOptions> = {}) {
  const feature = memoryHooks({ t1: 'harbour', t2: 'harbour', t3: 'stall' })
  const { log, lines } = collectingLog()
  const started = await startTestEngine({ hooks: () => feature.hooks, log, ...over })
  onTestFinished(() => started.close())
  const publisher = await TestPublisher.connect(started.port, 't1')
  publisher.start()
  publisher.seconds(3)
  await until(() => publisher.heard.some(({ type }) => type === 'ready'))
  const index = join(started.dataDir, 'recordings/recording-1/index.jsonl')
  const linesOnDisk = async () => (await readFile(index, 'utf8')).split('\n').length
  await expect.poll(linesOnDisk, { timeout: 3000 }).toBeGreaterThan(8)
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${started.port}${path}`)).text()
  return { ...started, ...feature, publisher, lines, get }
}

test.each([
  { code: 'ENOSPC', reason: 'disk-full', wsCode: 4011, failure: 'disk-full' },
  { code: 'EIO', reason: 'recording-failed', wsCode: 4012, failure: 'write-failed' },
] as const)(
  'a recording that fails by $code ends its broadcast; the replay is what is on disk',
  async ({ code, reason, wsCode, failure }) => {
    const { publisher, engine, events, durations, lines, get } = await onAir()
    await fillDisk(code)
    publisher.seconds(4)
    expect(await publisher.closed).toEqual({ code: wsCode, reason })
    expect(publisher.heard.at(-1)).toEqual({ type: 'refused', reason })
    await until(() => durations.has('recording-1'))
    expect(events).toEqual(['open harbour', 'end harbour recording-failed'])
    expect(engine.metrics()).toMatchObject({
      failedRecordings: { [failure]: 1 },
      refusals: { [reason]: 1 },
    })
    expect(lines.filter((line) => line.startsWith('the recording failed'))).toHaveLength(1)

    expect(readPlaylist(await get('/live/harbour/index.m3u8')).ended).toBe(true)
    const replay = readPlaylist(await get('/replay/recording-1/index.m3u8'))
    const total = replay.segments.reduce((sum, { duration }) => sum + duration, 0)
    expect(total).toBeCloseTo(durations.get('recording-1') ?? 0, 3)
    expect(total).toBeGreaterThan(2)
    expect(total).toBeLessThan(4)
  },
)

test('a recording of which nothing could be kept has no length', async () => {
  const channel = await openChannel(await temporaryFolder())
  await fillDisk()
  publish(channel, { seconds: 5 })
  const ended = channel.end()
  expect(channel.playlist('muxed', false)?.plain.toString()).toContain('#EXT-X-ENDLIST')
  expect(await ended).toEqual({ durationSeconds: 0 })
  expect(channel.durationSeconds).toBeGreaterThan(4)
})

test('a recording that fails while its publisher is away ends the broadcast all the same', async () => {
  const { publisher, events, durations } = await onAir()
  await fillDisk()
  publisher.vanish()
  await until(() => durations.has('recording-1'))
  expect(events).toContain('end harbour recording-failed')
  expect(durations.get('recording-1')).toBeGreaterThan(2)
})

test('a publisher is warned while the disk fills, and her broadcast ends in order before it is full', async () => {
  let room: DiskRoom = 'plenty'
  const { publisher, events, durations, get, port, lines, engine } = await onAir({
    diskRoom: () => Promise.resolve(room),
    diskWatchMs: 20,
  })
  room = 'low'
  await until(() => publisher.heard.some(({ type }) => type === 'warning'))
  expect(publisher.heard.at(-1)).toEqual({ type: 'warning', reason: 'disk-low' })
  expect(events).toEqual(['open harbour'])
  const other = await TestPublisher.connect(port, 't3')
  expect(await other.closed).toEqual({ code: 4011, reason: 'disk-full' })

  room = 'full'
  expect(await publisher.closed).toEqual({ code: 4011, reason: 'disk-full' })
  await until(() => durations.has('recording-1'))
  expect(events).toEqual(['open harbour', 'end harbour recording-failed'])
  expect(engine.metrics().failedRecordings).toEqual({ 'disk-full': 1 })
  expect(durations.get('recording-1')).toBeCloseTo(3, 0)
  expect(readPlaylist(await get('/live/harbour/index.m3u8')).ended).toBe(true)
  expect(readPlaylist(await get('/replay/recording-1/index.m3u8')).ended).toBe(true)
  expect(lines.filter((line) => line.includes('room on the disk'))).toHaveLength(2)
})

test('a broadcast that the disk watch ends while its recording fails is counted once', async () => {
  let room: DiskRoom = 'plenty'
  const { publisher, durations, engine } = await onAir({
    diskRoom: () => Promise.resolve(room),
    diskWatchMs: 20,
  })
  await fillDisk('EIO')
  room = 'full'
  expect((await publisher.closed).reason).toBe('disk-full')
  await until(() => durations.has('recording-1'))
  expect(engine.metrics().failedRecordings).toEqual({ 'disk-full': 1 })
})

test.each([
  { room: 'low', heard: [{ type: 'ready', resumed: true }] },
  { room: 'full', heard: [{ type: 'refused', reason: 'disk-full' }] },
] as const)('who lost her connection comes back to a disk that is $room', async ({ room, heard }) => {
  let now: DiskRoom = 'plenty'
  const { publisher, events, port } = await onAir({ diskRoom: () => Promise.resolve(now) })
  publisher.vanish()
  await until(() => events.includes('lost harbour'))
  now = room
  const back = await TestPublisher.connect(port, 't2')
  back.start()
  back.seconds(1)
  await until(() => back.heard.length > 0)
  expect(back.heard).toEqual(heard)
})
