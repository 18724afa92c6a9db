import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { isConflict } from '#app/kernel/database-errors.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { done, refused, type Outcome } from '#app/kernel/outcome.ts'
import { singleton } from '#app/kernel/singleton.ts'
import type { ClaimRefusal } from './coupons.ts'
import { grantClaims, type ClaimDecision, type NewClaim } from './grant-claims.server.ts'

export interface Claimed {
  claimId: string
  /** In milliseconds since the epoch. */
  validUntil: number
  /** How many of the coupon are left after the commit. */
  left: number
}
export type ClaimOutcome = Outcome<Claimed, ClaimRefusal>

interface WaitingClaim extends NewClaim {
  decided: (outcome: ClaimOutcome) => void
}

interface ClaimQueue {
  waiting: WaitingClaim[]
  /** Claims that are not decided yet, by coupon, person and key: sent again meanwhile, they are answered together. */
  deciding: Map<string, Promise<ClaimOutcome>>
  /** One commit at a time: what comes meanwhile is the next batch. */
  committing: boolean
  /** How a batch is committed; a benchmark puts another way in its place. */
  commit: (claims: readonly NewClaim[]) => Promise<ClaimDecision[]>
}

/** What this process holds of claims. One per process, also where the build is reloaded. */
export function claimQueue(): ClaimQueue {
  return singleton('claim-queue', () => ({
    waiting: [],
    deciding: new Map(),
    committing: false,
    commit: grantClaims,
  }))
}

/** The most claims that one statement decides. */
const mostAtOnce = 1000
/** So many wait at the most; beyond that she is asked to press again rather than left without an answer. */
const mostWaiting = 20_000
const attempts = 5

/** Puts a claim into the next batch and answers what the database has committed about it. */
export function queueClaim(claim: NewClaim): Promise<ClaimOutcome> {
  const queue = claimQueue()
  const name = `${claim.couponId}/${claim.personId}/${claim.key}`
  const known = queue.deciding.get(name)
  if (known !== undefined) return known
  if (queue.waiting.length >= mostWaiting) return Promise.resolve(refused('failed'))
  const outcome = new Promise<ClaimOutcome>((decided) => {
    queue.waiting.push({ ...claim, decided })
  }).finally(() => queue.deciding.delete(name))
  queue.deciding.set(name, outcome)
  if (!queue.committing) void commitAll(queue)
  return outcome
}

/** Batch after batch until nobody waits. Never throws: whoever waits is always answered. */
async function commitAll(queue: ClaimQueue): Promise<void> {
  queue.committing = true
  try {
    while (queue.waiting.length > 0) {
      // A crowd's presses come in one turn of the event loop: they are one batch from the first on.
      await turn()
      await commitBatch(queue, queue.waiting.splice(0, mostAtOnce))
    }
  } finally {
    queue.committing = false
  }
}

async function commitBatch(queue: ClaimQueue, batch: WaitingClaim[]): Promise<void> {
  let decisions: ClaimDecision[] = []
  try {
    decisions = await commitPatiently(queue, batch)
  } catch (error) {
    // It may have been committed all the same: pressed again under the same key, she gets what she has.
    log.warn({ err: error, claims: batch.length }, 'a batch of claims could not be decided')
  }
  for (const [place, { decided }] of batch.entries()) decided(outcomeOf(decisions[place]))
}

/** Somebody who follows the same seller in that very moment may be in the way: then it is tried again. */
async function commitPatiently({ commit }: ClaimQueue, batch: readonly NewClaim[]): Promise<ClaimDecision[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await commit(batch)
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error
      await sleep(attempt * 10 + Math.random() * 20)
    }
  }
}

function outcomeOf(decision: ClaimDecision | undefined): ClaimOutcome {
  if (decision === undefined) return refused('failed')
  if (decision.kind === 'refused') return refused(decision.reason)
  const { claimId, validUntil, left } = decision
  return done({ claimId, validUntil, left })
}
