import type { Socket } from 'node:net'

/** One request that waits for its answer. */
interface Wait {
  /** Takes it out of the room that it waits in. */
  cancel: () => void
  /** Answers it now: it was one too many. */
  refuse: () => void
}

/** A player has three requests under way at most, a proxy one on each of its HTTP/1.1 connections. */
const MOST_OF_ONE_CONNECTION = 6

const known = new WeakMap<Socket, ConnectionWaits>()

/**
 * The requests that wait on one connection. A client may ask ahead without reading (pipelining, RFC 9112, 9.3.2): so
 * that no few connections fill a room, one that keeps too many waiting gets none of them answered, and is closed.
 */
export class ConnectionWaits {
  readonly #waits = new Set<Wait>()
  #trusted = true

  /** Those of this connection. Its end is heard of here, since an answer that queues behind others never hears of it. */
  static of(socket: Socket): ConnectionWaits {
    const before = known.get(socket)
    if (before) return before
    const waits = new ConnectionWaits()
    known.set(socket, waits)
    socket.once('close', () => waits.#empty((wait) => wait.cancel()))
    return waits
  }

  /** Whether one more may wait. The first that may not refuses all, and none may ever again. */
  mayWait(): boolean {
    if (this.#trusted && this.#waits.size < MOST_OF_ONE_CONNECTION) return true
    this.#trusted = false
    this.#empty((wait) => {
      wait.cancel()
      wait.refuse()
    })
    return false
  }

  /** What it returns takes the wait away: it has been answered. */
  add(wait: Wait): () => void {
    this.#waits.add(wait)
    return () => void this.#waits.delete(wait)
  }

  #empty(deed: (wait: Wait) => void): void {
    const waits = [...this.#waits]
    this.#waits.clear()
    waits.forEach(deed)
  }
}
