import type { SoundWord } from './studio-view.ts'

/** What a meter shows of a loudness, from 0 (−60 dB, nothing) to 1 (as loud as it can be). */
export function meterLevel(samples: Float32Array): number {
  const sum = samples.reduce((total, sample) => total + sample * sample, 0)
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-9)
  return Math.min(1, Math.max(0, (decibels + 60) / 60))
}

/** A voice near the phone is above −36 dB, if only now and then; a microphone that works is above −57 dB in any room. */
const voice = 0.4
const anything = 0.05
/** Nobody speaks all the time. In ms. */
const patienceMs = 8_000

/** What can be said of the sound, from the levels of the last seconds. Times in ms. */
export class SoundHistory {
  #voiceAt: number
  #anythingAt: number

  constructor(now: number) {
    this.#voiceAt = this.#anythingAt = now
  }

  note(now: number, level: number): void {
    if (level >= voice) this.#voiceAt = now
    if (level >= anything) this.#anythingAt = now
  }

  word(now: number, muted: boolean): SoundWord {
    if (muted) return 'muted'
    if (now - this.#anythingAt > patienceMs) return 'silent'
    return now - this.#voiceAt > patienceMs ? 'quiet' : 'clear'
  }
}
