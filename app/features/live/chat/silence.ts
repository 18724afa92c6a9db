import { formatTime } from '#app/kernel/clock.ts'
import type { Standing } from '../room-wire.ts'

/** "19:30", when she may speak again; empty where that is open or never was in question. */
export function silenceEnd({ silencedUntil }: Standing): string {
  return typeof silencedUntil === 'number' ? formatTime(silencedUntil) : ''
}
