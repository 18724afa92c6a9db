/**
 * Puts a source's own timestamps on the clock that picture and sound share (`performance.now()`, in microseconds).
 * Whatever holds an arrival up, a busy page or a full queue, only ever makes it later: so the earliest arrival of the
 * last seconds tells the true offset. It is followed slowly, since sound cards run a little fast or slow, and the lips
 * still match hours later.
 */
export class MediaClock {
  #offset: number | null = null
  #target = 0
  #earliest = [Infinity, Infinity]
  #windowEnds = 0
  #previous = 0
  #last = -Infinity

  /** `source`: what the source calls the moment that `arrived` now, both in microseconds. */
  observe({ source, arrived }: { source: number; arrived: number }): void {
    const measured = arrived - source
    if (this.#offset === null || Math.abs(measured - this.#target) > breakMicroseconds) {
      return this.#begin(measured, source, arrived)
    }
    this.#noteEarliest(measured, arrived)
    const error = this.#target - this.#offset
    const rate = Math.abs(error) > smallErrorMicroseconds ? fastRate : slowRate
    const most = Math.max(0, source - this.#previous) * rate
    this.#offset += Math.min(most, Math.max(-most, error))
    this.#previous = source
  }

  /** The moment on the shared clock. Answers strictly rising times. */
  at(source: number): number {
    this.#last = Math.max(Math.round(source + (this.#offset ?? 0)), this.#last + 1)
    return this.#last
  }

  #begin(measured: number, source: number, arrived: number): void {
    this.#offset = this.#target = measured
    this.#earliest = [Infinity, measured]
    this.#windowEnds = arrived + windowMicroseconds
    this.#previous = source
  }

  #noteEarliest(measured: number, arrived: number): void {
    const [before = Infinity, now = Infinity] = this.#earliest
    if (arrived < this.#windowEnds) {
      this.#earliest = [before, Math.min(now, measured)]
    } else {
      this.#earliest = [now, measured]
      this.#windowEnds = arrived + windowMicroseconds
    }
    this.#target = Math.min(...this.#earliest)
  }
}

/** An arrival counts for one to two of these: longer than a busy page stays busy, shorter than a clock drifts. */
const windowMicroseconds = 15_000_000
const slowRate = 0.002
/** A first arrival that was late, as they are while an encoder is loaded, is made good within seconds. */
const fastRate = 0.05
const smallErrorMicroseconds = 30_000
/** A source that is off by so much has paused or begun anew. */
const breakMicroseconds = 500_000
