import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { singleton } from '#app/kernel/singleton.ts'

/** So many phones may somebody name within an hour of which no lecturer came. */
export const mostTries = 20

/** Kept in memory, as the limits of signing in are: a restart forgets them. */
function tries() {
  return singleton('lecturer-tries', () => new RateLimiterMemory({ points: mostTries, duration: 3600 }))
}

/** Counts a phone that somebody names: whose phones lead to lecturers cannot be tried out. False where it was one too many. */
export async function countTry(personId: string): Promise<boolean> {
  try {
    await tries().consume(personId)
    return true
  } catch (problem) {
    if (!(problem instanceof RateLimiterRes)) throw problem
    return false
  }
}

/** What was named last led to a lecturer, who is told of it: it does not count. */
export async function takeBackTry(personId: string): Promise<void> {
  await tries().reward(personId)
}
