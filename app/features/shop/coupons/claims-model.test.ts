import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { makeStall, type Stall } from '../orders/testing.server.ts'
import { stopCoupon } from './coupons.server.ts'
import type { ClaimRefusal, CouponView } from './coupons.ts'
import { grantClaims } from './grant-claims.server.ts'
import { claimedOf, makeCoupon, makePeople } from './testing.server.ts'

/*
 * Whoever presses in whatever order and batches: what the one statement decides is what a model decides press by press.
 */

interface Press {
  person: number
  coupon: number
  key: number
  /** Before it opens, while it is given out, or after its end. */
  when: 'before' | 'while' | 'after'
}

/** Few people, coupons and keys, so that presses repeat themselves and each other; the third person is the seller. */
const anyPress: fc.Arbitrary<Press> = fc.record({
  person: fc.nat(4),
  coupon: fc.nat(2),
  key: fc.nat(3),
  when: fc.oneof(
    { weight: 8, arbitrary: fc.constant('while' as const) },
    { weight: 1, arbitrary: fc.constantFrom('before' as const, 'after' as const) },
  ),
})
const anyHistory = fc.record({
  limits: fc.array(
    fc.record({ total: fc.integer({ min: 1, max: 5 }), perPerson: fc.integer({ min: 1, max: 3 }) }),
    {
      minLength: 2,
      maxLength: 2,
    },
  ),
  batches: fc.array(
    fc.record({
      presses: fc.array(anyPress, { minLength: 1, maxLength: 14 }),
      stops: fc.option(fc.nat(1), { freq: 5 }),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
})

const seller = 2
let stall: Stall
let people: string[]

beforeAll(async () => {
  stall = await makeStall()
  people = await makePeople(5)
  people[seller] = stall.sellerId
})

/** What one coupon has come to, decided press by press. */
class ModelCoupon {
  readonly #limits: { total: number; perPerson: number }
  readonly #granted = new Map<string, number>()
  stopped = false

  constructor(limits: { total: number; perPerson: number }) {
    this.#limits = limits
  }

  get claimed(): number {
    return this.#granted.size
  }

  /** The claim's number under which it is granted, now or before; null where it is not. */
  press({ person, key, when }: Press): number | null {
    const name = `${person}/${key}`
    const known = this.#granted.get(name)
    if (known !== undefined) return known
    const open = !this.stopped && when === 'while' && this.claimed < this.#limits.total
    if (!open || person === seller || this.#hasAll(person)) return null
    this.#granted.set(name, this.claimed + 1)
    return this.claimed
  }

  /** Why a press was refused, as it is known once its batch is decided. */
  refusal({ person, when }: Press): ClaimRefusal {
    if (person === seller) return 'own-shop'
    if (this.#hasAll(person)) return 'had-it'
    if (this.stopped) return 'stopped'
    if (when !== 'while') return when === 'before' ? 'coming' : 'closed'
    return 'all-gone'
  }

  #hasAll(person: number): boolean {
    const hers = [...this.#granted.keys()].filter((name) => name.startsWith(`${person}/`))
    return hers.length >= this.#limits.perPerson
  }
}

test('a batch decides what press by press would be decided', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory, async ({ limits, batches }) => {
      const coupons = await Promise.all(limits.map((limit) => makeCoupon(stall, limit)))
      const models = limits.map((limit) => new ModelCoupon(limit))
      const keys = Array.from({ length: 4 }, () => randomUUID())
      // One number of a coupon is one claim, for good.
      const ids = new Map<string, string>()
      for (const { presses: pressed, stops } of batches) {
        const presses = sameMoment(pressed)
        const decisions = await grantClaims(presses.map((press) => claimOf(press, { coupons, keys })))
        const numbers = presses.map((press) => models[press.coupon]?.press(press) ?? null)
        for (const [place, press] of presses.entries()) {
          const [decision, number] = [decisions[place], numbers[place] ?? null]
          const told = decision?.kind === 'granted' ? 'granted' : decision?.reason
          expect(told).toBe(number === null ? reasonOf(press, models) : 'granted')
          if (decision?.kind !== 'granted') continue
          const name = `${press.coupon}/${number}`
          expect(decision.claimId).toBe(ids.get(name) ?? decision.claimId)
          ids.set(name, decision.claimId)
        }
        if (stops !== null) await stop(coupons[stops], models[stops])
      }
      expect(new Set(ids.values()).size).toBe(ids.size)
      for (const [place, { id }] of coupons.entries())
        expect(await claimedOf(id)).toBe(models[place]?.claimed)
    }),
    { numRuns: 40 },
  )
  expect(await ordinalsHaveHoles()).toBe(false)
}, 60_000)

/** One press that comes twice in a batch is of one moment. */
function sameMoment(presses: Press[]): Press[] {
  const isSame = (one: Press, other: Press) =>
    one.person === other.person && one.coupon === other.coupon && one.key === other.key
  return presses.map((press) => presses.find((first) => isSame(first, press)) ?? press)
}

function reasonOf(press: Press, models: ModelCoupon[]): ClaimRefusal {
  return models[press.coupon]?.refusal(press) ?? 'unknown'
}

function claimOf(
  { person, coupon, key, when }: Press,
  { coupons, keys }: { coupons: CouponView[]; keys: string[] },
) {
  const { id, opensAt, closesAt } = coupons[coupon] ?? { id: randomUUID(), opensAt: 0, closesAt: 0 }
  const at = { before: opensAt - 1, while: opensAt, after: closesAt }[when]
  return { couponId: id, personId: people[person] ?? '', key: keys[key] ?? '', at: new Date(at) }
}

async function stop(coupon: CouponView | undefined, model: ModelCoupon | undefined): Promise<void> {
  if (coupon === undefined || model === undefined) return
  await stopCoupon({ couponId: coupon.id, sellerId: stall.sellerId })
  model.stopped = true
}

/** Whether anybody's claims of a coupon are not numbered from 1 on. */
async function ordinalsHaveHoles(): Promise<boolean> {
  const rows = await database().claim.groupBy({
    by: ['couponId', 'personId'],
    _count: true,
    _max: { ordinal: true },
  })
  return rows.some(({ _count, _max }) => _count !== _max.ordinal)
}
