import type { PublishRefusal, PublishWarning } from '#app/kernel/ingest-wire.ts'
import type { Frame, Tracks } from '../frames.ts'
import { readAccessUnit } from './access-unit.ts'
import { budgetLimits, FrameBudget } from './budget.ts'
import type { Aside, BudgetLimits, Spending } from './budget.ts'

/** What a publisher may do at most. Times in milliseconds, sizes in bytes. */
export interface IngestLimits {
  /** No picture for so long, and the publisher counts as gone. */
  stallMs: number
  /** A publisher that was silent for so long gives way to another one for the same room. */
  silentMs: number
  /** A larger step of the decode time begins a new stretch of time instead of a gap. */
  jumpMs: number
  /** How far a publisher's clock may be from ours before ours is used. */
  clockToleranceMs: number
  /** So many bad frames within `badFrameWindowMs` end the session. */
  badFrames: number
  badFrameWindowMs: number
  maxVideoBytes: number
  maxAudioBytes: number
  /** Frames kept while the broadcast is being opened. */
  maxHeldBytes: number
  maxHeldFrames: number
  budget: BudgetLimits
}

export const defaultLimits: IngestLimits = {
  stallMs: 10_000,
  silentMs: 3_000,
  jumpMs: 10_000,
  clockToleranceMs: 5_000,
  badFrames: 200,
  badFrameWindowMs: 10_000,
  maxVideoBytes: 2 * 1024 * 1024,
  maxAudioBytes: 16 * 1024,
  maxHeldBytes: 16 * 1024 * 1024,
  maxHeldFrames: 2_000,
  budget: budgetLimits,
}

/** What to do with a frame; `configure` says that a new stretch of time begins with it. */
export type Verdict =
  | { act: 'write'; frame: Frame; warning?: PublishWarning }
  | { act: 'configure'; frame: Frame; tracks: Tracks; epoch: number; warning?: PublishWarning }
  | { act: 'drop'; warning?: PublishWarning }
  | { act: 'refuse'; reason: PublishRefusal }

const maxAt = 1e15
const maxCompositionOffset = 10_000_000

/**
 * The rules for one publisher's frames, of whatever wire: nothing before the first key frame, decode time only
 * forward, no absurd sizes, no more than the budget. What passes is good for the packager.
 */
export class FrameGate {
  #limits: IngestLimits
  #now: () => number
  #tracks: Tracks | null = null
  #clock: number | undefined
  #lengthSize = 4
  /** `configure`: the next key frame begins a stretch; `key`: the picture goes on with the next key frame. */
  #waitingFor: 'configure' | 'key' | null = 'configure'
  #last: { video: number | null; audio: number | null } = { video: null, audio: null }
  #badSince: number[] = []
  #budget: FrameBudget
  /** Whether the stretch of time that comes was paid for when it was announced. */
  #stretchIsPaid = false

  constructor({
    limits = defaultLimits,
    now = Date.now,
  }: { limits?: IngestLimits; now?: () => number } = {}) {
    this.#limits = limits
    this.#now = now
    this.#budget = new FrameBudget(limits.budget)
  }

  /** The tracks from the next key frame on; `clock` is the publisher's wall clock in ms at its time 0. */
  configure(tracks: Tracks, clock?: number): Spending {
    this.#tracks = tracks
    this.#clock = clock
    this.#lengthSize = ((tracks.video.avcC[4] ?? 3) & 3) + 1
    this.#waitingFor = 'configure'
    this.#stretchIsPaid = true
    return this.#budget.spendStretch(this.#now())
  }

  aside(aside: Aside): Spending {
    return this.#budget.spendAside(aside, this.#now())
  }

  check(frame: Frame): Verdict {
    if (!this.#tracks) return { act: 'refuse', reason: 'bad-message' }
    const now = this.#now()
    const pace = this.#budget.spendWall(frame, now)
    if (pace === 'too-much') return { act: 'refuse', reason: 'too-much' }
    const verdict = this.#judge(frame, this.#tracks)
    if (verdict.act === 'drop' || verdict.act === 'refuse') return verdict
    if (verdict.act === 'configure') this.#beginStretch(now)
    const weight = this.#budget.spendStream(frame)
    if (weight === 'too-much') return { act: 'refuse', reason: 'too-much' }
    if (pace === 'much' || weight === 'much') verdict.warning ??= 'too-much'
    return verdict
  }

  #beginStretch(now: number): void {
    if (!this.#stretchIsPaid) this.#budget.spendStretch(now)
    this.#stretchIsPaid = false
    this.#budget.beginStretch()
  }

  #judge(frame: Frame, tracks: Tracks): Verdict {
    if (!this.#sizesAreSane(frame)) return this.bad()
    return frame.track === 'video' ? this.#checkVideo(frame, tracks) : this.#checkAudio(frame, tracks)
  }

  /** Counts a frame that could not even be read. */
  bad(warning: PublishWarning = 'bad-frame'): Verdict {
    const now = this.#now()
    this.#badSince.push(now)
    while (this.#badSince[0] !== undefined && this.#badSince[0] < now - this.#limits.badFrameWindowMs) {
      this.#badSince.shift()
    }
    if (this.#badSince.length >= this.#limits.badFrames)
      return { act: 'refuse', reason: 'too-many-bad-frames' }
    return { act: 'drop', warning }
  }

  #sizesAreSane(frame: Frame): boolean {
    const most = frame.track === 'video' ? this.#limits.maxVideoBytes : this.#limits.maxAudioBytes
    return (
      frame.payload.length > 0 &&
      frame.payload.length <= most &&
      frame.at >= 0 &&
      frame.at <= maxAt &&
      Math.abs(frame.compositionOffset) <= maxCompositionOffset
    )
  }

  #checkVideo(frame: Frame, tracks: Tracks): Verdict {
    const unit = readAccessUnit(frame.payload, this.#lengthSize)
    if (!unit) {
      this.#waitingFor ??= 'key'
      return this.bad()
    }
    const last = this.#last.video
    let warning: PublishWarning | undefined
    if (this.#waitingFor !== 'configure' && last !== null) {
      if (this.#isJump(frame.at - last)) {
        this.#waitingFor = 'configure'
        warning = 'time-jump'
      } else if (frame.at <= last) {
        // The pictures after a missing one refer to it: the picture goes on at the next key frame.
        this.#waitingFor = 'key'
        return this.bad('frame-out-of-order')
      }
    }
    if (this.#waitingFor === 'configure') {
      return unit.idr ? this.#begin({ ...frame, key: true }, tracks, warning) : { act: 'drop', warning }
    }
    const key = frame.key || unit.idr
    if (this.#waitingFor === 'key' && !key) return { act: 'drop' }
    this.#waitingFor = null
    this.#last.video = frame.at
    return { act: 'write', frame: key === frame.key ? frame : { ...frame, key } }
  }

  #checkAudio(frame: Frame, tracks: Tracks): Verdict {
    if (!tracks.audio) return this.bad()
    if (this.#waitingFor === 'configure') return { act: 'drop' }
    const { audio, video } = this.#last
    if (video !== null && this.#isJump(frame.at - video)) return this.bad('sound-apart')
    if (audio !== null && frame.at <= audio) return this.bad('frame-out-of-order')
    this.#last.audio = frame.at
    return { act: 'write', frame }
  }

  #isJump(microseconds: number): boolean {
    return Math.abs(microseconds) > this.#limits.jumpMs * 1000
  }

  #begin(frame: Frame, tracks: Tracks, jumped: PublishWarning | undefined): Verdict {
    const arrival = this.#now() - frame.at / 1000
    const clockIsRight =
      this.#clock !== undefined && Math.abs(this.#clock - arrival) <= this.#limits.clockToleranceMs
    const epoch = clockIsRight && this.#clock !== undefined ? this.#clock : arrival
    const warning = jumped ?? (this.#clock !== undefined && !clockIsRight ? 'clock-off' : undefined)
    this.#waitingFor = null
    this.#last = { video: frame.at, audio: null }
    return { act: 'configure', frame, tracks, epoch, warning }
  }
}
