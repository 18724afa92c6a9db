import { existsSync } from 'node:fs'
import { appendFile, cp, readFile, stat, symlink, truncate } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test, onTestFinished } from 'vitest'
import { silentLog } from './log.ts'
import { PART_TARGET } from './part-cut.ts'
import { readPlaylist } from './testing/parsers.ts'
import { openChannel, publish } from './testing/channel.ts'
import { temporaryFolder } from './testing/folder.ts'
import { writeInPieces } from './testing/full-disk.ts'
import { readFragments } from './testing/fragments.ts'
import { recoverRecording } from './recording-files.ts'

const replayOf = async (folder: string) =>
  readPlaylist(await readFile(path.join(folder, 'index.m3u8'), 'utf8'))

/** A broadcast of 9 s with an interruption after 5 s, all of it on disk. */
async function recorded(): Promise<string> {
  const folder = await temporaryFolder()
  const channel = await openChannel(folder)
  publish(channel, { seconds: 5 })
  channel.pause()
  publish(channel, { seconds: 4, start: 8 })
  await channel.end()
  return folder
}

/** Every byte range of the replay's playlist holds whole fragments, or an init segment. */
async function expectWholeFragments(folder: string): Promise<void> {
  const video = await readFile(path.join(folder, 'video.mp4'))
  const text = await readFile(path.join(folder, 'index.m3u8'), 'utf8')
  for (const [, length = '', offset = ''] of text.matchAll(/#EXT-X-BYTERANGE:(\d+)@(\d+)/g)) {
    const bytes = video.subarray(Number(offset), Number(offset) + Number(length))
    expect(bytes).toHaveLength(Number(length))
    expect(readFragments(bytes).length).toBeGreaterThan(0)
  }
  for (const [, offset = ''] of text.matchAll(/#EXT-X-MAP:.*BYTERANGE="\d+@(\d+)"/g)) {
    expect(video.toString('latin1', Number(offset) + 4, Number(offset) + 8)).toBe('ftyp')
  }
}

describe('a recording', () => {
  test('is a replay the moment the broadcast ends, as long as what was sent', async () => {
    const folder = await recorded()
    const replay = await replayOf(folder)
    expect(replay.ended).toBe(true)
    expect(replay.discontinuities).toEqual([3])
    const total = replay.segments.reduce((sum, segment) => sum + segment.duration, 0)
    expect(Math.abs(total - 9)).toBeLessThan(PART_TARGET)
    await expectWholeFragments(folder)
    const sound = readPlaylist(await readFile(path.join(folder, 'audio.m3u8'), 'utf8'))
    expect(sound.segments.map(({ duration }) => duration)).toEqual(
      replay.segments.map(({ duration }) => duration),
    )
  })

  test('is on disk up to one part while the broadcast goes on', async () => {
    const folder = await temporaryFolder()
    const channel = await openChannel(folder)
    publish(channel, { seconds: 5 })
    const { durationSeconds } = channel.stats()
    await expect
      .poll(async () => (await readFile(path.join(folder, 'index.jsonl'), 'utf8')).split('\n').length, {
        timeout: 2000,
      })
      .toBeGreaterThan(channel.stats().parts)
    const copy = await temporaryFolder()
    await cp(folder, copy, { recursive: true })
    const recovered = await recoverRecording(copy, silentLog)
    expect(recovered?.durationSeconds).toBeCloseTo(durationSeconds, 5)
    await channel.end()
  })

  test('is whole where the system takes it only in pieces', async () => {
    const atOnce = await recorded()
    await writeInPieces(777)
    const inPieces = await recorded()
    for (const name of ['video.mp4', 'audio.mp4', 'index.m3u8'])
      expect(await readFile(path.join(inPieces, name))).toEqual(await readFile(path.join(atOnce, name)))
  })

  test('torn anywhere by a crash is a valid replay of what is whole', { timeout: 60_000 }, async () => {
    const folder = await recorded()
    const sizes = await Promise.all(
      ['index.jsonl', 'video.mp4', 'audio.mp4'].map(
        async (name) => (await stat(path.join(folder, name))).size,
      ),
    )
    const [index = 0, video = 0, audio = 0] = sizes
    const torn = fc.record({
      index: fc.nat(index),
      video: fc.nat(video),
      audio: fc.nat(audio),
      junk: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(torn, async (cut) => {
        const copy = await temporaryFolder()
        await cp(folder, copy, { recursive: true })
        await truncate(path.join(copy, 'index.jsonl'), cut.index)
        await truncate(path.join(copy, 'video.mp4'), cut.video)
        await truncate(path.join(copy, 'audio.mp4'), cut.audio)
        if (cut.junk) await appendFile(path.join(copy, 'index.jsonl'), '{"type":"part","par')
        const recovered = await recoverRecording(copy, silentLog)
        if (!recovered) return
        const replay = await replayOf(copy)
        const total = replay.segments.reduce((sum, segment) => sum + segment.duration, 0)
        expect(total).toBeCloseTo(recovered.durationSeconds, 3)
        await expectWholeFragments(copy)
        expect(await recoverRecording(copy, silentLog)).toEqual(recovered)
      }),
      { numRuns: 40 },
    )
  })

  test('of a folder that is not there is none', async () => {
    expect(await recoverRecording(path.join(await temporaryFolder(), 'nothing'), silentLog)).toBeNull()
  })

  test('is gone on with after a crash: sequence, parts, discontinuity and dates', async () => {
    const folder = await temporaryFolder()
    const crashed = await openChannel(folder)
    // A process that crashes has its files closed; this one goes on.
    onTestFinished(async () => void (await crashed.end()))
    publish(crashed, { seconds: 25 })
    const before = readPlaylist(crashed.playlist('muxed', false)?.plain.toString() ?? '')
    await expect
      .poll(async () => (await readFile(path.join(folder, 'index.jsonl'), 'utf8')).split('\n').length, {
        timeout: 2000,
      })
      .toBeGreaterThan(crashed.stats().parts)
    await appendFile(path.join(folder, 'video.mp4'), 'torn')

    const resumed = await openChannel(folder, { resume: true })
    const restored = readPlaylist(resumed.playlist('muxed', false)?.plain.toString() ?? '')
    expect(restored.targetDuration).toBe(before.targetDuration)
    const known = new Map(restored.segments.map((segment) => [segment.uri, segment]))
    for (const segment of before.segments.slice(2)) {
      expect(known.get(segment.uri)).toMatchObject({ duration: segment.duration, at: segment.at })
      expect(resumed.file(segment.uri)?.body.equals(crashed.file(segment.uri)?.body ?? Buffer.alloc(0))).toBe(
        true,
      )
    }
    expect(resumed.durationSeconds).toBeCloseTo(crashed.durationSeconds, 5)

    publish(resumed, { seconds: 5, start: 40 })
    const after = readPlaylist(resumed.playlist('muxed', false)?.plain.toString() ?? '')
    const end = restored.mediaSequence + restored.segments.length
    expect(after.discontinuities).toEqual([end - after.mediaSequence])
    expect(after.hint).not.toBe(before.hint)
    const { durationSeconds } = await resumed.end()
    const replay = await replayOf(folder)
    expect(replay.segments.reduce((sum, { duration }) => sum + duration, 0)).toBeCloseTo(durationSeconds, 2)
    expect(replay.discontinuities).toHaveLength(1)
    await expectWholeFragments(folder)
  })

  test.skipIf(!existsSync('/dev/full'))(
    'that cannot be written stops with a reason, and the live picture goes on',
    async () => {
      const reasons: string[] = []
      const folder = await temporaryFolder()
      await symlink('/dev/full', path.join(folder, 'video.mp4'))
      const full = await openChannel(folder, { onRecordingFailed: (reason) => reasons.push(reason) })
      publish(full, { seconds: 3 })
      await expect.poll(() => reasons, { timeout: 2000 }).toEqual(['disk-full'])
      publish(full, { seconds: 5, start: 10 })
      expect(full.durationSeconds).toBeGreaterThan(6)
      expect(full.stats().recording).toBe('failed')
      expect(await full.end()).toEqual({ durationSeconds: 0 })
    },
  )
})
