import { mkdir, readdir, readFile, rename, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { collectingLog, memoryHooks, startTestEngine, TestPublisher, until } from './ingest/testing.ts'
import { readPlaylist } from './testing/parsers.ts'

/** A publisher who has been on air for three seconds, all of them on disk, and a disk that can fail and be mended. */
async function onAir() {
  const feature = memoryHooks({ t1: 'harbour', t2: 'harbour' })
  const { log, lines } = collectingLog()
  const started = await startTestEngine({ hooks: () => feature.hooks, log })
  onTestFinished(() => started.close())
  const publisher = await goOnAir(started.port, 't1')
  const index = join(started.dataDir, 'recordings/recording-1/index.jsonl')
  const linesOnDisk = async () => (await readFile(index, 'utf8')).split('\n').length
  await expect.poll(linesOnDisk, { timeout: 3000 }).toBeGreaterThan(8)
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${started.port}${path}`)).text()
  /** The index can no longer be read; what is written still goes to where it is now. */
  const breakDisk = async () => {
    await rename(index, `${index}.aside`)
    await mkdir(index)
  }
  const mendDisk = async () => {
    await rmdir(index)
    await rename(`${index}.aside`, index)
  }
  return { ...started, ...feature, publisher, lines, get, breakDisk, mendDisk }
}

async function goOnAir(port: number, ticket: string): Promise<TestPublisher> {
  const publisher = await TestPublisher.connect(port, ticket)
  publisher.start()
  publisher.seconds(3)
  await until(() => publisher.heard.some(({ type }) => type === 'ready'))
  return publisher
}

test('a broadcast whose recording could not be closed goes on with its next publisher', async () => {
  const { publisher, port, events, durations, get, engine, breakDisk, mendDisk } = await onAir()
  await breakDisk()
  publisher.say({ type: 'end' })
  await until(() => events.includes('lost harbour'))
  expect(engine.channelState('harbour')).toEqual({ onAir: false, recording: null })

  await mendDisk()
  const next = await goOnAir(port, 't2')
  expect(next.heard).toEqual([{ type: 'ready', resumed: true }])
  const live = readPlaylist(await get('/live/harbour/index.m3u8'))
  expect(live.ended).toBe(false)
  expect(live.discontinuities.length + live.openParts.length).toBeGreaterThan(0)
  next.say({ type: 'end' })
  await until(() => durations.has('recording-1'))
  expect(events).toEqual(['open harbour', 'lost harbour', 'resume harbour', 'end harbour publisher-ended'])
  expect(durations.get('recording-1')).toBeCloseTo(6, 0)
})

test('a recording that could not be closed is closed when it is asked for again', async () => {
  const { publisher, engine, events, durations, get, breakDisk, mendDisk } = await onAir()
  const ended = { channel: 'harbour', recording: 'recording-1', reason: 'not-resumed' } as const
  publisher.vanish()
  await until(() => events.includes('lost harbour'))
  await breakDisk()
  await expect(engine.finishBroadcast(ended)).rejects.toThrow('EISDIR')
  await expect(engine.finishBroadcast(ended)).rejects.toThrow('EISDIR')

  await mendDisk()
  expect((await engine.finishBroadcast(ended)).durationSeconds).toBeCloseTo(3, 0)
  expect(durations.get('recording-1')).toBeCloseTo(3, 0)
  expect(readPlaylist(await get('/replay/recording-1/index.m3u8')).ended).toBe(true)
})

test('a broadcast that was given up is closed before the next one begins, and can still be ended', async () => {
  const { publisher, port, events, engine, open, dataDir, get } = await onAir()
  publisher.vanish()
  await until(() => events.includes('lost harbour'))
  open.delete('harbour')
  const next = await goOnAir(port, 't2')
  expect(next.heard).toEqual([{ type: 'ready', resumed: false }])
  expect(await readdir(join(dataDir, 'recordings/recording-1'))).toContain('index.m3u8')

  const ended = { channel: 'harbour', recording: 'recording-1', reason: 'not-resumed' } as const
  expect((await engine.finishBroadcast(ended)).durationSeconds).toBeCloseTo(3, 0)
  expect(engine.channelState('harbour')).toEqual({ onAir: true, recording: 'recording-2' })
  expect(readPlaylist(await get('/live/harbour/index.m3u8')).ended).toBe(false)
})

test('a server that cannot close a recording stops all the same, and leaves it as interrupted', async () => {
  const { engine, events, lines, breakDisk } = await onAir()
  await breakDisk()
  await engine.stop()
  expect(engine.metrics().connections).toEqual({ browser: 0, rtmp: 0 })
  expect(events).toEqual(['open harbour', 'lost harbour'])
  expect(lines.filter((line) => line.startsWith('the recording could not be closed'))).toHaveLength(1)
})
