import type { Frame, Tracks } from './frames.ts'
import { AAC_FRAME_SAMPLES, parseAudioSpecificConfig } from './mp4/aac.ts'
import { fragment } from './mp4/fragment.ts'
import { parseAvcC } from './mp4/h264.ts'
import { AUDIO_TRACK_ID, initSegment, VIDEO_TIMESCALE, VIDEO_TRACK_ID } from './mp4/init-segment.ts'
import { OpenSegment } from './open-segment.ts'
import { findCut, PART_TICKS } from './part-cut.ts'
import type { Cut } from './part-cut.ts'
import { PictureLine } from './picture-line.ts'
import { SoundLine } from './sound-line.ts'

export interface InitSegments {
  tracks: Tracks
  muxed: Buffer
  sound: Buffer | null
  /** False for the first of a broadcast. */
  discontinuity: boolean
}

export interface Part {
  /** Counts over the whole broadcast. */
  number: number
  /** Ticks of 1/90,000 s on the broadcast's timeline. */
  start: number
  ticks: number
  /** Holds a key frame. */
  independent: boolean
  /** When the publisher saw its start: milliseconds since the epoch. */
  at: number
  muxed: Buffer
  sound: Buffer | null
}

export interface PackagerEvents {
  /** The target duration in whole seconds; once a broadcast. */
  target(seconds: number): void
  init(init: InitSegments): void
  part(part: Part): void
  segmentEnd(): void
}

/** Where an interrupted broadcast goes on. */
export interface PackagerStart {
  time: number
  nextPart: number
  targetDuration: number | null
}

interface Session {
  tracks: Tracks
  epoch: number
  /** `at` of the first key frame, in microseconds, and its place on the timeline, in ticks. */
  firstAt: number
  origin: number
  /** Microseconds from decoding to presentation of that frame: taken off all, so that the session shows from its start. */
  delay: number
  sound: SoundLine | null
  soundMissing: boolean
  lastDuration: number
}

/** The picture waits this long for its sound; then silence takes its place. */
const SOUND_PATIENCE = 0.5 * VIDEO_TIMESCALE
/** A longer gap between pictures is an interruption. */
const LONGEST_GAP = 4 * VIDEO_TIMESCALE
const FRAME_TICKS = VIDEO_TIMESCALE / 30
/** Microseconds; no encoder reorders further. */
const LONGEST_DELAY = 1_000_000
const MOST_EARLY_SOUND = 100
/** Bytes of pictures that wait for the end of their part; more come from no encoder, and are cut off there. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024
/** Nor so many. */
const MOST_WAITING_PICTURES = 2_000

/**
 * Cuts coded frames into fMP4 parts and segments. Parts are slices of time: each is as long as whole frames allow, and
 * where none end between 85 % and 100 % of PART-TARGET, or the picture stands still, it is cut at PART-TARGET itself, so
 * that declared durations add up to the media's own.
 *
 * Whatever comes, it holds at most `MOST_WAITING_BYTES` and one picture, and ten seconds of sound; a part is at most as
 * large as that.
 */
export class Packager {
  readonly #events: PackagerEvents
  #waiting: { tracks: Tracks; epoch: number; early: Frame[] } | null = null
  #session: Session | null = null
  readonly #pictures = new PictureLine()
  #partStart: number
  readonly #segment: OpenSegment
  #nextPart: number
  #soundEndSeconds: number
  #broadcastStarted: boolean

  constructor(events: PackagerEvents, start: PackagerStart = { time: 0, nextPart: 0, targetDuration: null }) {
    this.#events = events
    this.#partStart = start.time
    this.#segment = new OpenSegment(start.time, start.targetDuration)
    this.#nextPart = start.nextPart
    this.#soundEndSeconds = start.time / VIDEO_TIMESCALE
    this.#broadcastStarted = start.time > 0
  }

  /** Throws MalformedMediaError where the tracks' descriptions cannot be read. */
  configure(tracks: Tracks, epoch: number): void {
    parseAvcC(tracks.video.avcC)
    if (tracks.audio) parseAudioSpecificConfig(tracks.audio.asc)
    this.flush()
    this.#waiting = { tracks, epoch, early: [] }
  }

  /** Bytes of pictures that wait. */
  get waitingBytes(): number {
    return this.#pictures.bytes
  }

  write(frame: Frame): void {
    if (frame.track === 'video') this.#writePicture(frame)
    else this.#writeSound(frame)
  }

  /** Gives out what is there and closes the segment. Nothing is taken until the next `configure`. */
  flush(): void {
    this.#waiting = null
    const session = this.#session
    const { last } = this.#pictures
    if (session && last) {
      const pictureEnd = last.decodeTime + session.lastDuration
      const soundEnd = Math.floor(session.sound?.endTicks ?? 0)
      const trailing = soundEnd > pictureEnd && soundEnd - pictureEnd < LONGEST_GAP
      this.#drain(trailing ? soundEnd : pictureEnd)
    }
    this.#pictures.clear()
    this.#session = null
  }

  #writePicture(frame: Frame): void {
    if (!this.#session) {
      if (!frame.key || !this.#waiting) return
      this.#begin(this.#waiting, frame)
    }
    const session = this.#session
    if (!session) return
    const { last } = this.#pictures
    let decodeTime = session.origin + Math.round(((frame.at - session.firstAt) * VIDEO_TIMESCALE) / 1e6)
    if (last) {
      if (Math.abs(decodeTime - last.decodeTime) > LONGEST_GAP) return this.#interrupt(session, frame)
      decodeTime = Math.max(decodeTime, last.decodeTime + 1)
      session.lastDuration = Math.min(decodeTime - last.decodeTime, PART_TICKS)
    }
    const compositionOffset = Math.round(((frame.compositionOffset - session.delay) * VIDEO_TIMESCALE) / 1e6)
    this.#pictures.push({ decodeTime, compositionOffset, key: frame.key, payload: frame.payload })
    this.#drain(null)
    const { bytes, waiting } = this.#pictures
    if (bytes > MOST_WAITING_BYTES || waiting.length > MOST_WAITING_PICTURES) this.#startOver(session)
  }

  #writeSound(frame: Frame): void {
    const session = this.#session
    if (!session) {
      const early = this.#waiting?.early
      early?.push(frame)
      if (early && early.length > MOST_EARLY_SOUND) early.shift()
      return
    }
    if (!session.sound) return
    session.sound.push(frame.at - session.firstAt - session.delay, frame.payload)
    session.soundMissing = false
    this.#drain(null)
  }

  /** Starts a session at its first key frame. */
  #begin(waiting: { tracks: Tracks; epoch: number; early: Frame[] }, first: Frame): void {
    const { tracks, epoch, early } = waiting
    this.#waiting = null
    const origin = this.#partStart
    this.#session = {
      tracks,
      epoch,
      firstAt: first.at,
      origin,
      delay: Math.min(first.compositionOffset, LONGEST_DELAY),
      sound: tracks.audio ? this.#soundLine(tracks.audio.asc, origin) : null,
      soundMissing: false,
      lastDuration: FRAME_TICKS,
    }
    this.#segment.begin(origin, true)
    this.#events.init({
      tracks,
      muxed: initSegment(tracks),
      sound: tracks.audio ? initSegment({ audio: tracks.audio }) : null,
      discontinuity: this.#broadcastStarted,
    })
    this.#broadcastStarted = true
    for (const frame of early) this.#writeSound(frame)
  }

  #soundLine(asc: Buffer, origin: number): SoundLine {
    const { sampleRate, channels } = parseAudioSpecificConfig(asc)
    const start = Math.max(origin / VIDEO_TIMESCALE, this.#soundEndSeconds)
    return new SoundLine({ rate: sampleRate, channels, origin: Math.round(start * sampleRate) })
  }

  /** The publisher's clock jumped: what follows is a new session of the same tracks. */
  #interrupt(session: Session, frame: Frame): void {
    this.#startOver(session)
    this.#writePicture(frame)
  }

  #startOver({ tracks, epoch }: Session): void {
    this.flush()
    this.#waiting = { tracks, epoch, early: [] }
  }

  /** Gives out every part whose end is certain; up to `end` where the session ends there. */
  #drain(end: number | null): void {
    const session = this.#session
    if (!session) return
    for (;;) {
      const cut = findCut({
        pictures: this.#pictures.waiting,
        start: this.#partStart,
        end,
        canStandStill: session.sound !== null,
        closesSegment: (time) => this.#segment.endsWithKeyAt(time),
      })
      if (!cut || !this.#hasSound(session, cut.time, end)) return
      this.#emit(session, cut, end)
    }
  }

  #hasSound(session: Session, time: number, end: number | null): boolean {
    const sound = session.sound
    if (!sound || sound.reaches(time)) return true
    const horizon = this.#pictures.last?.decodeTime ?? 0
    if (end === null && !session.soundMissing && horizon < time + SOUND_PATIENCE) return false
    session.soundMissing = end === null
    sound.fill(time)
    return true
  }

  #emit(session: Session, cut: Cut, end: number | null): void {
    const start = this.#partStart
    const shownAt = session.epoch + (session.firstAt + session.delay) / 1000
    const at = shownAt + ((start - session.origin) * 1000) / VIDEO_TIMESCALE
    if (cut.skipped > 0) this.#skipTime(session, cut)
    const taken = this.#pictures.take(cut.time, end)
    const videoRun = { trackId: VIDEO_TRACK_ID, decodeTime: taken.decodeTime, samples: taken.samples }
    const sound = session.sound?.take(cut.time)
    const soundRuns = sound ? [{ trackId: AUDIO_TRACK_ID, ...sound }] : []
    const number = this.#nextPart
    this.#nextPart += 1
    this.#partStart = cut.time
    if (session.tracks.audio && sound) {
      this.#soundEndSeconds =
        (sound.decodeTime + sound.samples.length * AAC_FRAME_SAMPLES) / session.tracks.audio.sampleRate
    }
    const muxed = fragment(number + 1, [videoRun, ...soundRuns])
    const soundAlone = soundRuns.length > 0 ? fragment(number + 1, soundRuns) : null
    this.#segment.add(muxed.length + (soundAlone?.length ?? 0))
    this.#events.part({
      number,
      start,
      ticks: cut.time - start,
      independent: taken.samples.some((sample) => sample.key),
      at,
      muxed,
      sound: soundAlone,
    })
    const heavy = this.#segment.isHeavy
    if (cut.closes || heavy || this.#segment.isFull(cut.time))
      this.#closeSegment(heavy || cut.time === end || cut.skipped > 0)
  }

  /** A picture alone that stood still too long: the rest of that time is left out, since no part could hold it. */
  #skipTime(session: Session, cut: Cut): void {
    session.origin -= cut.skipped
    this.#pictures.bringNearer(cut.time, cut.skipped)
  }

  /** `early`: cut off for another reason than its length, so that it says nothing of the GOP. */
  #closeSegment(early: boolean): void {
    const target = this.#segment.close(this.#partStart, early)
    if (target !== null) this.#events.target(target)
    const next = this.#pictures.first
    this.#segment.begin(this.#partStart, next?.key === true && next.decodeTime === this.#partStart)
    this.#events.segmentEnd()
  }
}
