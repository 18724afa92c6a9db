import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

export type Pace = 'fine' | 'too-fast' | 'far-too-fast'

/** So many events a connection may send within `seconds`: a page of ours stays far below. */
const usual = { points: 40, seconds: 4 }
/** Whoever was told so often within a minute, and goes on, is cut. */
const patience = 200

/** Counts the events of each connection. */
export function createPace({ points, seconds } = usual) {
  const events = new RateLimiterMemory({ points, duration: seconds })
  const refusals = new RateLimiterMemory({ points: patience, duration: 60 })
  return async (connection: string): Promise<Pace> => {
    if (await has(events, connection)) return 'fine'
    return (await has(refusals, connection)) ? 'too-fast' : 'far-too-fast'
  }
}

async function has(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key)
    return true
  } catch (problem) {
    if (problem instanceof RateLimiterRes) return false
    throw problem
  }
}
