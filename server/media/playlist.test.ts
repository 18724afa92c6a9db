import { describe, expect, test } from 'vitest'
import type { Channel } from './channel.ts'
import type { Frame } from './frames.ts'
import { PART_TARGET } from './part-cut.ts'
import type { Rendition } from './playlist.ts'
import { EPOCH, openChannel, publish } from './testing/channel.ts'
import { temporaryFolder } from './testing/folder.ts'
import { readPlaylist } from './testing/parsers.ts'
import type { ReadPlaylist, ReadSegment } from './testing/parsers.ts'
import { fakeTracks, filmed, regularShots } from './testing/publisher.ts'
import type { Shot } from './testing/publisher.ts'

/** A viewer who reads every playlist of a broadcast and remembers what it promised. */
class Viewer {
  readonly #channel: Channel
  readonly #rendition: Rendition
  readonly #segments = new Map<number, ReadSegment & { discontinuities: number }>()
  #hint: string | undefined
  #before: ReadPlaylist | null = null
  #text: string | undefined
  playlists = 0

  constructor(channel: Channel, rendition: Rendition) {
    this.#channel = channel
    this.#rendition = rendition
  }

  get segments(): (ReadSegment & { discontinuities: number })[] {
    return [...this.#segments.values()]
  }

  get last(): ReadPlaylist | null {
    return this.#before
  }

  look(): void {
    const text = this.#channel.playlist(this.#rendition, false)?.plain.toString()
    if (text === undefined || text === this.#text) return
    this.#text = text
    const playlist = readPlaylist(text)
    this.playlists += 1
    this.#expectContinuity(playlist, Number(/DISCONTINUITY-SEQUENCE:(\d+)/.exec(text)?.[1]))
    this.#expectParts(playlist)
    this.#expectDelta(playlist)
    this.#before = playlist
  }

  #expectContinuity(playlist: ReadPlaylist, discontinuitySequence: number): void {
    expect(playlist.mediaSequence).toBeGreaterThanOrEqual(this.#before?.mediaSequence ?? 0)
    expect(playlist.targetDuration).toBe(this.#before?.targetDuration ?? playlist.targetDuration)
    for (const [i, segment] of playlist.segments.entries()) {
      const discontinuities = discontinuitySequence + playlist.discontinuities.filter((at) => at <= i).length
      const sequence = playlist.mediaSequence + i
      const known = this.#segments.get(sequence)
      const { uri, duration, init, at } = segment
      if (known) expect({ uri, duration, init, at, discontinuities }).toEqual({ ...known, parts: undefined })
      else {
        expect(sequence).toBe(this.#segments.size)
        this.#segments.set(sequence, { ...segment, discontinuities })
      }
    }
  }

  #expectParts(playlist: ReadPlaylist): void {
    const parts = [...playlist.segments.flatMap((segment) => segment.parts), ...playlist.openParts]
    for (const { uri, duration } of parts) {
      expect(this.#channel.file(uri)).toBeDefined()
      expect(duration).toBeLessThanOrEqual(PART_TARGET)
    }
    for (const segment of playlist.segments) {
      expect(this.#channel.file(segment.uri)).toBeDefined()
      expect(this.#channel.file(segment.init ?? '')).toBeDefined()
      if (segment.parts.length === 0) continue
      const sum = segment.parts.reduce((total, part) => total + part.duration, 0)
      expect(sum).toBeCloseTo(segment.duration, 3)
    }
    if (this.#hint !== undefined && this.#hint !== playlist.hint && !playlist.ended) {
      expect(parts.map(({ uri }) => uri)).toContain(this.#hint)
    }
    expect(playlist.hint === undefined).toBe(playlist.ended)
    this.#hint = playlist.hint
  }

  /** The update and what it skips make the whole playlist. */
  #expectDelta(full: ReadPlaylist): void {
    const delta = readPlaylist(this.#channel.playlist(this.#rendition, true)?.plain.toString() ?? '')
    const length = full.segments.reduce((sum, segment) => sum + segment.duration, 0)
    if (!full.ended && length > full.targetDuration * 9) expect(delta.skipped).toBeGreaterThan(0)
    const recent = full.segments.slice(delta.skipped)
    expect(delta).toEqual({
      ...full,
      skipped: delta.skipped,
      segments: recent,
      discontinuities: delta.discontinuities,
    })
    expect(delta.discontinuities.map((i) => i + delta.skipped)).toEqual(
      full.discontinuities.filter((i) => i >= delta.skipped),
    )
  }
}

function broadcast(channel: Channel, frames: readonly Frame[], viewers: readonly Viewer[]): void {
  channel.configure(fakeTracks(48_000), EPOCH)
  for (const frame of frames) {
    channel.write(frame)
    for (const viewer of viewers) viewer.look()
  }
}

/** Key frames after 2 s, 0.5 s, 4.2 s and so on; a picture that stands still for a second now and then. */
function irregularShots(seconds: number): Shot[] {
  const gops = [60, 15, 126, 60, 33, 7, 61, 200]
  const shots: Shot[] = []
  for (let i = 0; shots.length < seconds * 30; i += 1) {
    const gop = regularShots({ fps: 30, seconds: (gops[i % gops.length] ?? 60) / 30, gop: 1_000 })
    if (i % 3 === 2) gop[gop.length >> 1] = { after: 1_000_000, key: false }
    shots.push(...gop)
  }
  return shots
}

describe('the playlists of a whole broadcast', () => {
  test('two parsers read each of them without a complaint', { timeout: 60_000 }, async () => {
    const channel = await openChannel(await temporaryFolder())
    const viewers = [new Viewer(channel, 'muxed'), new Viewer(channel, 'sound')]
    const first = filmed(irregularShots(28), 48_000)
    broadcast(channel, first, viewers)
    const interrupted = first.at(-1)?.at ?? 0
    channel.pause()
    for (const viewer of viewers) viewer.look()
    broadcast(
      channel,
      filmed(regularShots({ fps: 25, seconds: 20, gop: 50 }), 48_000, interrupted + 3e6),
      viewers,
    )
    await channel.end()
    for (const viewer of viewers) {
      viewer.look()
      expect(viewer.playlists).toBeGreaterThan(100)
      expect(viewer.last?.ended).toBe(true)
      expect(viewer.segments.at(-1)?.discontinuities).toBe(1)
      const total = viewer.segments.reduce((sum, segment) => sum + segment.duration, 0)
      expect(total).toBeCloseTo(channel.durationSeconds, 2)
      expect(Math.abs(total - (interrupted / 1e6 + 20))).toBeLessThan(PART_TARGET)
    }
  })

  test('dates are those of the publisher’s picture', async () => {
    const channel = await openChannel(await temporaryFolder())
    publish(channel, { seconds: 7, start: 100 })
    await channel.end()
    const { segments } = readPlaylist(channel.playlist('muxed', false)?.plain.toString() ?? '')
    expect(segments.map(({ at }) => at - EPOCH)).toEqual([100_000, 102_000, 104_000, 106_000])
  })

  test('a broadcast shorter than its first GOP has one too', async () => {
    const channel = await openChannel(await temporaryFolder())
    publish(channel, { seconds: 1 })
    expect(channel.playlist('muxed', false)).toBeNull()
    await channel.end()
    const playlist = readPlaylist(channel.playlist('muxed', false)?.plain.toString() ?? '')
    expect(playlist.ended).toBe(true)
    expect(playlist.segments).toHaveLength(1)
  })

  test('a session without sound is a gap in the playlist of sound', async () => {
    const channel = await openChannel(await temporaryFolder())
    publish(channel, { seconds: 5 })
    channel.pause()
    channel.configure(fakeTracks(null), EPOCH)
    for (const frame of filmed(regularShots({ fps: 30, seconds: 5, gop: 60 }), null, 10e6))
      channel.write(frame)
    const text = channel.playlist('sound', false)?.plain.toString() ?? ''
    expect(text).toContain('#EXT-X-GAP')
    expect(text).toContain(',GAP=YES')
    readPlaylist(text)
    await channel.end()
  })

  test('memory stays within bounds', async () => {
    const channel = await openChannel(await temporaryFolder())
    publish(channel, { seconds: 60 })
    const early = channel.stats().bytesInMemory
    channel.pause()
    publish(channel, { seconds: 300, start: 70 })
    expect(channel.stats().bytesInMemory).toBeLessThan(early * 1.5)
    expect(channel.file('broadcast-1/p0.m4s')).toBeUndefined()
    expect(channel.file('broadcast-1/init0.mp4')).toBeUndefined()
    await channel.end()
  })
})
