interface Waiter {
  satisfied: () => boolean
  answer: (satisfied: boolean) => void
  timer: NodeJS.Timeout
}

/** Requests that may wait in one room: eight times what one process serves in comfort. */
const MOST_WAITERS = 20_000

/** Requests that wait for the broadcast to go on. */
export class WaitingRoom {
  readonly #waiters = new Set<Waiter>()
  readonly #most: number

  constructor(most = MOST_WAITERS) {
    this.#most = most
  }

  get size(): number {
    return this.#waiters.size
  }

  /**
   * Answers true once the condition holds, or false after `milliseconds`. What it returns takes the waiter
   * away unanswered. Null, and no answer, where the room is full.
   */
  wait(
    satisfied: () => boolean,
    milliseconds: number,
    answer: (satisfied: boolean) => void,
  ): (() => void) | null {
    if (this.#waiters.size >= this.#most) return null
    const timer = setTimeout(() => {
      this.#waiters.delete(waiter)
      answer(false)
    }, milliseconds)
    const waiter: Waiter = { satisfied, answer, timer }
    this.#waiters.add(waiter)
    return () => {
      clearTimeout(timer)
      this.#waiters.delete(waiter)
    }
  }

  /** Answers everyone whose condition holds now. */
  wake(): void {
    for (const waiter of this.#waiters) if (waiter.satisfied()) this.#dismiss(waiter, true)
  }

  /** Answers everyone: nothing more will come. */
  empty(): void {
    for (const waiter of this.#waiters) this.#dismiss(waiter, waiter.satisfied())
  }

  #dismiss(waiter: Waiter, satisfied: boolean): void {
    clearTimeout(waiter.timer)
    this.#waiters.delete(waiter)
    waiter.answer(satisfied)
  }
}
