import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { lookupHash } from '#app/kernel/personal.server.ts'
import { singleton } from '#app/kernel/singleton.ts'

interface Limited {
  phone: string
  address: string
}

/**
 * How often codes are asked for and tried. A training room of forty women has one address: its limits are wide. Kept in
 * memory, by keyed hash: a restart forgets them, and the five tries of each code are in the database all the same.
 */
function limiters() {
  return singleton('sign-in-limits', () => ({
    sendings: [
      { by: 'phone', limiter: new RateLimiterMemory({ keyPrefix: 'minute', points: 1, duration: 60 }) },
      { by: 'phone', limiter: new RateLimiterMemory({ keyPrefix: 'hour', points: 5, duration: 3600 }) },
      { by: 'phone', limiter: new RateLimiterMemory({ keyPrefix: 'day', points: 10, duration: 86_400 }) },
      {
        by: 'address',
        limiter: new RateLimiterMemory({ keyPrefix: 'address', points: 120, duration: 3600 }),
      },
    ] as const,
    guesses: [
      { by: 'phone', limiter: new RateLimiterMemory({ keyPrefix: 'guess', points: 20, duration: 3600 }) },
      {
        by: 'address',
        limiter: new RateLimiterMemory({ keyPrefix: 'guesses', points: 300, duration: 3600 }),
      },
    ] as const,
  }))
}

/** Counts one more; answers the seconds to wait where it is too many, null where it is not. */
export async function countSignIn(kind: 'sendings' | 'guesses', limited: Limited): Promise<number | null> {
  for (const { by, limiter } of limiters()[kind]) {
    try {
      await limiter.consume(lookupHash(`limit:${limited[by]}`))
    } catch (problem) {
      if (!(problem instanceof RateLimiterRes)) throw problem
      return Math.max(1, Math.ceil(problem.msBeforeNext / 1000))
    }
  }
  return null
}

/** Her code has served: should she need another at once, as after signing out, she need not wait out the minute. */
export async function endSendingPause(phone: string): Promise<void> {
  await limiters().sendings[0].limiter.delete(lookupHash(`limit:${phone}`))
}
