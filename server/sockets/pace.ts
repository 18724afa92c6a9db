import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

export type Pace = 'fine' | 'too-fast' | 'far-too-fast'

/** So many events a connection may send within `seconds`: a page of ours stays far below. */
const usual = { points: 40, seconds: 4 }
/** Whoever was told so often within a minute, and goes on, is cut. */
const patience = 200
/** All that comes over a line, whatever it is: more than this is no page. */
const mostPackets = { points: 400, withinMs: 4000 }

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

/** Counts whatever comes over one line; false once it is too much. Costs nothing but two numbers. */
export function createMeter({ points, withinMs } = mostPackets) {
  let since = 0
  let count = 0
  return (now = Date.now()): boolean => {
    if (now - since > withinMs) {
      since = now
      count = 0
    }
    count += 1
    return count <= points
  }
}
