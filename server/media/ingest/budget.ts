import type { Frame } from '../frames.ts'

/**
 * What a publisher may send on average: as much as the best encoders do, and far less than would hurt. It holds twice:
 * in the stream's own time, so that what a live window of so many seconds holds has a bound; and in ours, so that a
 * stream whose time runs fast does not outrun the disk.
 */
export interface BudgetLimits {
  videoBytesPerSecond: number
  videoFramesPerSecond: number
  audioBytesPerSecond: number
  audioFramesPerSecond: number
  /** How much of it, in seconds, may come in no time at all: key frames in the stream's time, */
  streamBurstSeconds: number
  /** and in ours what a line held up and sends when it goes on. */
  wallBurstSeconds: number
}

/** 20 Mbit/s and 120 pictures a second; 1 Mbit/s and 120 frames of sound, of which 96 kHz makes 94. */
export const budgetLimits: BudgetLimits = {
  videoBytesPerSecond: 2_500_000,
  videoFramesPerSecond: 120,
  audioBytesPerSecond: 125_000,
  audioFramesPerSecond: 120,
  streamBurstSeconds: 4,
  wallBurstSeconds: 15,
}

/**
 * What a publisher says besides frames: a command costs as much as a new stretch of time, all else (a tag without a
 * frame, a message that we do not need) as much as a frame of its size.
 */
export type Aside = 'command' | { track: Frame['track']; bytes: number }

export type Spending = 'fine' | 'much' | 'too-much'

/** A longer step brings no more: the time between may have been cut out of the broadcast. */
const longestStep = 1
/** Seconds that a new stretch of time costs: description, init segment, discontinuity, playlist entry. */
const stretchCost = 1
/** Below this share of its burst a publisher is warned. */
const warningShare = 0.5

/** One publisher's budget. A frame costs as many seconds as the average allows one such frame for. */
export class FrameBudget {
  readonly #limits: BudgetLimits
  readonly #wall: { video: Allowance; audio: Allowance }
  readonly #stream: { video: Allowance; audio: Allowance }

  constructor(limits: BudgetLimits) {
    this.#limits = limits
    const { wallBurstSeconds: wall, streamBurstSeconds: stream } = limits
    this.#wall = { video: new Allowance(wall), audio: new Allowance(wall) }
    this.#stream = { video: new Allowance(stream), audio: new Allowance(stream) }
  }

  /** Every frame that arrives, taken or not; `now` in milliseconds. */
  spendWall(frame: Frame, now: number): Spending {
    return this.#spendWall(frame.track, this.#costOf(frame.track, frame.payload.length), now)
  }

  /** Every frame that goes into the broadcast. */
  spendStream(frame: Frame): Spending {
    return spendingOf(
      this.#stream[frame.track].spend(this.#costOf(frame.track, frame.payload.length), frame.at / 1e6),
    )
  }

  spendAside(aside: Aside, now: number): Spending {
    if (aside === 'command') return this.spendStretch(now)
    return this.#spendWall(aside.track, this.#costOf(aside.track, aside.bytes), now)
  }

  /** For each stretch of time, whether it was announced or the publisher's clock jumped. */
  spendStretch(now: number): Spending {
    return this.#spendWall('video', stretchCost, now)
  }

  /** A new stretch of time begins: the step to it brings nothing. */
  beginStretch(): void {
    this.#stream.video.jump()
    this.#stream.audio.jump()
  }

  #spendWall(track: Frame['track'], cost: number, now: number): Spending {
    return spendingOf(this.#wall[track].spend(cost, now / 1e3))
  }

  #costOf(track: Frame['track'], bytes: number): number {
    const limits = this.#limits
    return track === 'video'
      ? Math.max(bytes / limits.videoBytesPerSecond, 1 / limits.videoFramesPerSecond)
      : Math.max(bytes / limits.audioBytesPerSecond, 1 / limits.audioFramesPerSecond)
  }
}

/** Seconds that are given back as time goes by, up to a burst's worth. */
class Allowance {
  readonly #most: number
  #left: number
  #at: number | null = null

  constructor(most: number) {
    this.#most = most
    this.#left = most
  }

  /** What share of a burst is left after this; below 0 too much was spent. */
  spend(cost: number, at: number): number {
    const passed = this.#at === null ? 0 : Math.min(Math.max(at - this.#at, 0), longestStep)
    this.#at = at
    this.#left = Math.min(this.#left + passed, this.#most) - cost
    return this.#left / this.#most
  }

  jump(): void {
    this.#at = null
  }
}

function spendingOf(share: number): Spending {
  if (share < 0) return 'too-much'
  return share < warningShare ? 'much' : 'fine'
}
