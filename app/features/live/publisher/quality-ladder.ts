import type { Quality } from './studio-view.ts'

/** A rung: bits a second, pixels of the picture's shorter side, pictures a second. */
export type Rung = Pick<Quality, 'bitrate' | 'height' | 'framerate'>

/** What was too much: the line, or the phone's own encoder, which a lower bitrate does not help. */
export type Strain = 'network' | 'encoder'

/** First less detail, then a smaller picture, at last fewer pictures: what she shows stays recognisable longest. */
export function rungsFrom(best: Rung): readonly Rung[] {
  const rung = (bitrate: number, height: number, framerate: number): Rung => ({
    bitrate: Math.round(best.bitrate * bitrate),
    height: Math.min(best.height, height),
    framerate: Math.min(best.framerate, framerate),
  })
  return [
    best,
    rung(0.6, best.height, best.framerate),
    rung(0.4, 540, best.framerate),
    rung(0.25, 360, best.framerate),
    rung(0.15, 360, 15),
    rung(0.09, 240, 12),
  ]
}

/** Two pauses within this time, in ms, or one that lasts, and it goes down. */
const repeatMs = 10_000
const lastingMs = 2_000
/** A step down is given this time to take effect. */
const settleMs = 3_000
/** So long everything must have been calm before it goes up; each failed attempt doubles it. */
const calmMs = 20_000
const longestCalmMs = 160_000
/** A strain so soon after a step up says that the step was too early. */
const trialMs = 15_000

/** Decides how good the picture may be, from the moments when it had to pause. Times in ms, given with each call. */
export class QualityLadder {
  readonly #rungs: readonly Rung[]
  #step = 0
  #calmWanted = calmMs
  #strains: number[] = []
  #changedAt = -Infinity
  #raisedAt = -Infinity
  #lastStrain = -Infinity

  constructor(rungs: readonly Rung[]) {
    this.#rungs = rungs
  }

  get quality(): Quality {
    const { bitrate, height, framerate } = this.#rungs[this.#step] ?? { bitrate: 0, height: 0, framerate: 0 }
    return { step: this.#step, bitrate, height, framerate, lowered: this.#step > 0 }
  }

  /** The picture has had to pause; answers whether it has become smaller. */
  strained(now: number, strain: Strain): boolean {
    this.#lastStrain = now
    this.#strains = [...this.#strains.filter((at) => now - at <= repeatMs), now]
    return this.#strains.length >= 2 && this.#lower(now, strain)
  }

  /** The picture is pausing since `since`; answers whether it has become smaller. */
  stillStrained(now: number, since: number, strain: Strain): boolean {
    this.#lastStrain = now
    return now - since >= lastingMs && this.#lower(now, strain)
  }

  /** Nothing waits now; answers whether the picture has become better again. */
  calm(now: number): boolean {
    const quietSince = Math.max(this.#lastStrain, this.#changedAt)
    if (this.#step === 0) {
      if (now - quietSince >= longestCalmMs) this.#calmWanted = calmMs
      return false
    }
    if (now - quietSince < this.#calmWanted) return false
    this.#step -= 1
    this.#changedAt = this.#raisedAt = now
    return true
  }

  /** A new connection says nothing yet about how it carries. */
  forget(): void {
    this.#strains = []
  }

  #lower(now: number, strain: Strain): boolean {
    if (now - this.#changedAt < settleMs || this.#step >= this.#rungs.length - 1) return false
    if (now - this.#raisedAt < trialMs) this.#calmWanted = Math.min(longestCalmMs, this.#calmWanted * 2)
    this.#step = this.#nextStep(strain)
    this.#changedAt = now
    this.#strains = []
    return true
  }

  #nextStep(strain: Strain): number {
    const here = this.#rungs[this.#step]
    const lighter = this.#rungs.findIndex(
      (rung, step) =>
        here !== undefined &&
        step > this.#step &&
        (rung.height < here.height || rung.framerate < here.framerate),
    )
    return strain === 'encoder' && lighter > 0 ? lighter : this.#step + 1
  }
}
