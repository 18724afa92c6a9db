/** What is assumed of a line that has not answered yet, in ms. */
const usualMs = 100

/**
 * What still waits on the way to the server, in ms. A browser tells only what it has not handed on itself; the phone's
 * own queues hide seconds. A ping goes through all of them, behind the frames before it. Times in ms.
 */
export class RoundTrips {
  #unanswered: { id: number; at: number }[] = []
  #next = 0
  #shortest = Infinity
  #last = 0

  /** The number to send now. */
  ping(now: number): number {
    const id = this.#next
    this.#next += 1
    this.#unanswered.push({ id, at: now })
    return id
  }

  pong(id: number, now: number): void {
    const asked = this.#unanswered.find((ping) => ping.id === id)
    if (!asked) return
    this.#unanswered = this.#unanswered.filter((ping) => ping.id > id)
    this.#last = now - asked.at
    this.#shortest = Math.min(this.#shortest, this.#last)
  }

  /** How long the oldest ping has been without an answer; 0 where none is. */
  silentFor(now: number): number {
    const [oldest] = this.#unanswered
    return oldest ? now - oldest.at : 0
  }

  /** How much longer a message takes now than on the empty line. */
  waiting(now: number): number {
    const shortest = Number.isFinite(this.#shortest) ? this.#shortest : usualMs
    return Math.max(0, Math.max(this.#last, this.silentFor(now)) - shortest)
  }
}
