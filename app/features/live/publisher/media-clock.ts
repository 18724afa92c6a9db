/**
 * Puts a source's own timestamps on the clock that picture and sound share (`performance.now()`, in microseconds).
 * Sound cards run a little fast or slow: the offset follows slowly, so that hours later the lips still match, while
 * the jitter of single arrivals leaves no trace.
 */
export class MediaClock {
  #offset: number | null = null
  #previous = 0
  #last = -Infinity

  /** `source` and `arrived` in microseconds; `delay` is what capturing and encoding take. Answers strictly rising times. */
  read({ source, arrived, delay = 0 }: { source: number; arrived: number; delay?: number }): number {
    const measured = arrived - delay - source
    if (this.#offset === null || Math.abs(measured - this.#offset) > breakMicroseconds) {
      this.#offset = measured
    } else {
      const most = Math.max(0, source - this.#previous) * slewRate
      this.#offset += Math.min(most, Math.max(-most, measured - this.#offset))
    }
    this.#previous = source
    this.#last = Math.max(Math.round(source + this.#offset), this.#last + 1)
    return this.#last
  }
}

const slewRate = 0.002
/** A source that is off by so much has paused or begun anew. */
const breakMicroseconds = 500_000
