import { setTimeout as sleep } from 'node:timers/promises'

/** What beats in the live rooms; looked up at each beat, so that a reloaded build takes over. */
export interface Ticks {
  /** What was said since the last beat: saved, then sent. Resolves when that is done; never rejects. */
  messages: () => Promise<void>
  counts: () => Promise<void>
  sessions: () => Promise<void>
}

const everyMs = { messages: 100, counts: 1000, sessions: 15_000 } as const

/** Beats until it is told to stop, each beat when the one before is over. Answers how to stop: one last beat saves all. */
export function keepTicking(attached: () => Promise<{ roomTicks: Ticks }>): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const beat = async (name: keyof Ticks) => (await attached()).roomTicks[name]()
  const beating = Object.entries(everyMs).map(async ([name, pause]) => {
    while (!signal.aborted) {
      const began = performance.now()
      await beat(name as keyof Ticks)
      const rest = Math.max(0, pause - (performance.now() - began))
      // Told to stop, it does not sleep out its time.
      await sleep(rest, undefined, { signal }).catch(() => undefined)
    }
  })
  return async () => {
    stopping.abort()
    await Promise.all(beating)
    await beat('messages')
    await beat('counts')
  }
}
