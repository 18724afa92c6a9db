import { setTimeout as sleep } from 'node:timers/promises'
import { recordDeed, type Change, type Deed } from './audit.server.ts'
import { database, type Transaction } from './database.server.ts'
import { isConflict } from './database-errors.server.ts'
import { done, refused, type Outcome } from './outcome.ts'

export type { Actor, Deed } from './audit.server.ts'

const attempts = 5

/** Thrown by an operation to undo all it did; `transact` turns it into a refusing Outcome. */
export class Refusal<Reason extends string = string> extends Error {
  override name = 'Refusal'
  readonly reason: Reason

  constructor(reason: Reason) {
    super(reason)
    this.reason = reason
  }
}

type Work<Value, Reason extends string> = (
  tx: Transaction,
  refuse: (reason: Reason) => Refusal<Reason>,
  note: (change: Change) => void,
) => Promise<Value>

/**
 * One operation: all of `work` commits together with one audit row, or nothing does. `throw refuse(reason)` undoes
 * everything and comes out as a value; any other error is a bug and goes on up. `note` tells the audit what changed.
 * `work` runs again where the database found two transactions in conflict, so it touches nothing but `tx`.
 */
export async function transact<Value, Reason extends string = never>(
  deed: Deed,
  work: Work<Value, Reason>,
): Promise<Outcome<Value, Reason>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(deed, work)
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error
      await sleep(attempt * 10 + Math.random() * 20)
    }
  }
}

async function attemptOnce<Value, Reason extends string>(
  deed: Deed,
  work: Work<Value, Reason>,
): Promise<Outcome<Value, Reason>> {
  const refusals = new Set<unknown>()
  const refuse = (reason: Reason) => {
    const refusal = new Refusal(reason)
    refusals.add(refusal)
    return refusal
  }
  try {
    const value = await database().$transaction(async (tx) => {
      let change: Change = {}
      const result = await work(tx, refuse, (more) => (change = { ...change, ...more }))
      // Last, because sealing the audit waits for every transaction that has begun to write to it.
      await recordDeed(tx, deed, change)
      return result
    })
    return done(value)
  } catch (error) {
    // Another operation's refusal that escaped to here is a bug, hence the identity.
    if (refusals.has(error)) return refused((error as Refusal<Reason>).reason)
    throw error
  }
}
