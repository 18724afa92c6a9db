import { setImmediate as turn } from 'node:timers/promises'
import { singleton } from '#app/kernel/singleton.ts'

interface Waiting {
  ask: unknown
  decided: (answer: unknown) => void
  failed: (error: unknown) => void
}

/** The most that one transaction decides. */
const mostAtOnce = 500

/** What waits, by what it asks for; gone once it is decided. */
function queues(): Map<string, Waiting[]> {
  return singleton('events-together', () => new Map<string, Waiting[]>())
}

/**
 * Decides what is asked under one name in batches, one after the other: when a whole class presses at once, they wait for one
 * transaction instead of for each other's. Each gets her own answer, after its commit; where a batch breaks, all of it hear so.
 */
export async function together<Ask, Answer>(
  name: string,
  ask: Ask,
  commit: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
): Promise<Answer> {
  const answer = new Promise<unknown>((decided, failed) => {
    const waiting = queues().get(name)
    const mine = { ask, decided, failed }
    if (waiting !== undefined) waiting.push(mine)
    else {
      queues().set(name, [mine])
      void commitAll(name, commit as (asks: readonly unknown[]) => Promise<readonly unknown[]>)
    }
  })
  return (await answer) as Answer
}

async function commitAll(
  name: string,
  commit: (asks: readonly unknown[]) => Promise<readonly unknown[]>,
): Promise<void> {
  const waiting = queues().get(name) ?? []
  while (waiting.length > 0) {
    // What a crowd sends comes in one turn of the event loop.
    await turn()
    const batch = waiting.splice(0, mostAtOnce)
    try {
      const answers = await commit(batch.map(({ ask }) => ask))
      for (const [place, { decided }] of batch.entries()) decided(answers[place])
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }
  queues().delete(name)
}
