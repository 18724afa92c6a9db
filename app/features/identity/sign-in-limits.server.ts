import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '#app/kernel/network-of.ts'
import { lookupHash } from '#app/kernel/personal.server.ts'
import { singleton } from '#app/kernel/singleton.ts'

interface Limited {
  phone: string
  address: string
}

/** `minute`: it was done just now · `hour`, `day`: this phone's share · `address`: that of where it comes from. */
type Reached = 'minute' | 'hour' | 'day' | 'address'

const hour = 3600

/**
 * How often codes are asked for and tried. A training room of forty women has one address: its limits are wide. Kept in
 * memory, by keyed hash: a restart forgets them, and the five tries of each code are in the database all the same.
 */
function limiters() {
  return singleton(
    'sign-in-limits',
    () =>
      ({
        sendings: {
          address: limiter('sendings-address', 120, hour),
          phone: [
            { name: 'minute', limiter: limiter('minute', 1, 60) },
            { name: 'hour', limiter: limiter('hour', 5, hour) },
            { name: 'day', limiter: limiter('day', 10, 24 * hour) },
          ],
        },
        guesses: {
          address: limiter('guesses-address', 300, hour),
          // Of this phone from this network: a stranger's guesses from elsewhere do not keep her out. What all of them may
          // guess together is bounded by the tries of each code.
          phone: [{ name: 'hour', limiter: limiter('guesses', 20, hour) }],
        },
      }) as const,
  )
}

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix, points, duration })
}

/**
 * Counts one more; answers which limit it has reached and the seconds to wait, null where none. What an address has too
 * much of is not counted against the phone: a stranger who is refused uses up nothing of hers.
 */
export async function countSignIn(
  kind: 'sendings' | 'guesses',
  limited: Limited,
): Promise<{ reached: Reached; wait: number } | null> {
  const { address, phone } = limiters()[kind]
  const network = keyOf(networkOf(limited.address))
  const spent = await address.get(network)
  if (spent !== null && spent.remainingPoints <= 0) return { reached: 'address', wait: secondsOf(spent) }
  const key = keyOf(kind === 'guesses' ? `${limited.phone} ${network}` : limited.phone)
  const counted: RateLimiterMemory[] = []
  for (const { name, limiter } of [...phone, { name: 'address', limiter: address } as const]) {
    const wait = await consume(limiter, limiter === address ? network : key)
    if (wait !== null) {
      // What was refused has not been done: it is not counted either.
      for (const one of counted) await one.reward(key)
      return { reached: name, wait }
    }
    counted.push(limiter)
  }
  return null
}

/** The sending that was counted last did not come about: none of her limits has counted it. */
export async function takeBackSending(phone: string): Promise<void> {
  for (const { limiter } of limiters().sendings.phone) await limiter.reward(keyOf(phone))
}

/** Another code may be asked for at once: hers has served. */
export async function endSendingPause(phone: string): Promise<void> {
  await limiters().sendings.phone[0].limiter.delete(keyOf(phone))
}

async function consume(from: RateLimiterMemory, key: string): Promise<number | null> {
  try {
    await from.consume(key)
    return null
  } catch (problem) {
    if (!(problem instanceof RateLimiterRes)) throw problem
    return secondsOf(problem)
  }
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000))
}

function keyOf(text: string): string {
  return lookupHash(`limit:${text}`)
}
