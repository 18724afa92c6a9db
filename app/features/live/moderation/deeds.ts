import { minuteOfDay } from '#app/kernel/clock.ts'

/** What a moderator may do about a message, mildest first. */
export const deeds = ['remove', 'mute-10', 'mute-60', 'mute-today', 'block'] as const
export type Deed = (typeof deeds)[number]

/** The reasons that cover nearly all; for the rest she types one. */
export const reasons = ['advertising', 'insult', 'fraud', 'flooding', 'other'] as const
export type ReasonChoice = (typeof reasons)[number]

/** For how many minutes this silences, from the moment `now` (ms); null for good; undefined where it silences nobody. */
export function minutesOf(deed: Deed, now: number): number | null | undefined {
  switch (deed) {
    case 'remove':
      return undefined
    case 'mute-10':
      return 10
    case 'mute-60':
      return 60
    case 'mute-today':
      // Until midnight in Qingdao, at least one minute.
      return 24 * 60 - minuteOfDay(now)
    case 'block':
      return null
  }
}
