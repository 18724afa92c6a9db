import { seededChance } from '#app/kernel/chance.ts'

/** What may happen to a shop's orders and its line to Stripe. `pick` chooses among what is there then, from 0 to 1. */
export type Step =
  | { do: 'place'; buyer: 0 | 1; quantity: number; coupon: boolean; times: number }
  | { do: 'open'; pick: number; times: number }
  | { do: 'pay'; pick: number; way: string; slowly: boolean }
  | { do: 'decide'; pick: number; yes: boolean }
  /** The browser comes back from the payment page, and the order's page asks what became of it. */
  | { do: 'return'; pick: number }
  | { do: 'call off'; pick: number }
  | { do: 'job'; pick: number }
  | { do: 'deliver'; pick: number; times: number }
  | { do: 'drop'; pick: number }
  | { do: 'forge'; pick: number }
  | { do: 'wait'; seconds: number }
  | { do: 'reconcile' }
  | { do: 'refund'; pick: number }
  | { do: 'dispatch'; pick: number }
  | { do: 'receive'; pick: number }
  /** The next calls to Stripe's API do not arrive, or are carried out and their answers lost. */
  | { do: 'disturb'; how: 'away' | 'lost'; calls: number }
  /** What Stripe should never do: a second page of the same order, paid; an ended page, paid all the same. */
  | { do: 'second page'; pick: number }
  | { do: 'revive'; pick: number }

export interface Plan {
  seed: number
  stock: number
  slowRefunds: boolean
  /** One after the other; what stands together happens at once. */
  rounds: Step[][]
  /** How banks decide what is still open at the end. */
  verdicts: boolean[]
}

/** A history that is the same for the same seed. */
export function planHistory(seed: number): Plan {
  const chance = seededChance(seed)
  const within = (from: number, to: number) => from + Math.floor(chance() * (to - from + 1))
  const step = () => drawStep(chance, within)
  const place: Step = { do: 'place', buyer: 0, quantity: 1, coupon: chance() < 0.4, times: 1 }
  const rounds: Step[][] = [[place]]
  if (chance() < 0.85) rounds.push([{ do: 'open', pick: 0, times: 1 }])
  if (chance() < 0.4) rounds.push([{ do: 'pay', pick: 0, way: 'alipay', slowly: false }])
  for (let left = within(3, 10); left > 0; left -= 1)
    rounds.push(Array.from({ length: chance() < 0.55 ? 1 : within(2, 4) }, step))
  return {
    ...{ seed, rounds, stock: within(1, 3), slowRefunds: chance() < 0.3 },
    verdicts: Array.from({ length: 8 }, () => chance() < 0.7),
  }
}

type Within = (from: number, to: number) => number

const drawn: [weight: number, draw: (chance: () => number, within: Within) => Step][] = [
  [
    3,
    (chance, within) => ({
      do: 'place',
      buyer: within(0, 1) as 0 | 1,
      quantity: within(1, 2),
      coupon: chance() < 0.4,
      times: within(1, 2),
    }),
  ],
  [5, (chance, within) => ({ do: 'open', pick: chance(), times: within(1, 2) })],
  [
    6,
    (chance, within) => ({
      do: 'pay',
      pick: chance(),
      way: ['card', 'alipay', 'wechat_pay'][within(0, 2)] ?? 'card',
      slowly: chance() < 0.15,
    }),
  ],
  [2, (chance) => ({ do: 'decide', pick: chance(), yes: chance() < 0.6 })],
  [4, (chance) => ({ do: 'return', pick: chance() })],
  [4, (chance) => ({ do: 'call off', pick: chance() })],
  [7, (chance) => ({ do: 'job', pick: chance() })],
  [8, (chance, within) => ({ do: 'deliver', pick: chance(), times: within(1, 3) })],
  [3, (chance) => ({ do: 'drop', pick: chance() })],
  [1, (chance) => ({ do: 'forge', pick: chance() })],
  [3, (_chance, within) => ({ do: 'wait', seconds: within(5, 1200) })],
  [3, () => ({ do: 'reconcile' })],
  [3, (chance) => ({ do: 'refund', pick: chance() })],
  [2, (chance) => ({ do: 'dispatch', pick: chance() })],
  [1, (chance) => ({ do: 'receive', pick: chance() })],
  [3, (chance, within) => ({ do: 'disturb', how: chance() < 0.5 ? 'away' : 'lost', calls: within(1, 3) })],
  [1, (chance) => ({ do: 'second page', pick: chance() })],
  [1, (chance) => ({ do: 'revive', pick: chance() })],
]

const weights = drawn.reduce((sum, [weight]) => sum + weight, 0)

function drawStep(chance: () => number, within: Within): Step {
  let left = chance() * weights
  for (const [weight, draw] of drawn) {
    left -= weight
    if (left < 0) return draw(chance, within)
  }
  return { do: 'reconcile' }
}
