/*
 * A service worker's surroundings for tests without a browser: caches in memory, and the worker's own scope, whose events a test
 * sends. Nothing of our own is stood in for.
 */

export const origin = 'https://hongdao.test'

interface Heard {
  /** All that the worker was asked to stay alive for. */
  work: Promise<unknown>[]
}

export interface Surroundings {
  /** Sends an event as the browser would; answers what the worker answered, and what it still does. */
  send(type: string, properties: object): Heard & { answer: Promise<Response> | undefined }
  /** Once nothing that the worker was alive for goes on. */
  settled(): Promise<void>
  /** What was told to the version that waits; null while none waits. */
  waiting: { told: unknown[] } | null
  /** How often the worker asked to take over. */
  takeOvers: number
}

/** Puts them in this process's global scope, until `undo`. */
export function surround(put: (name: string, value: unknown) => void): Surroundings {
  const listeners: [type: string, heard: (event: never) => void][] = []
  const all: Promise<unknown>[] = []
  const surroundings: Surroundings = {
    settled: async () => void (await Promise.allSettled(all)),
    send(type, properties) {
      const work: Promise<unknown>[] = []
      let answer: Promise<Response> | undefined
      const event = Object.assign(new Event(type), properties, {
        waitUntil: (promise: Promise<unknown>) => void [work, all].forEach((list) => list.push(promise)),
        respondWith: (promise: Promise<Response>) => (answer = promise),
      })
      for (const [heardType, heard] of listeners) if (heardType === type) heard(event as never)
      return { work, answer }
    },
    waiting: null,
    takeOvers: 0,
  }
  put('self', globalThis)
  // Workbox tells of every request otherwise.
  put('__WB_DISABLE_DEV_LOGS', true)
  put('location', new URL(origin))
  put('clients', { claim: () => Promise.resolve() })
  put('caches', new Caches())
  put('registration', {
    scope: origin,
    get waiting() {
      const { waiting } = surroundings
      return waiting && { postMessage: (message: unknown) => void waiting.told.push(message) }
    },
  })
  put('skipWaiting', () => Promise.resolve(void (surroundings.takeOvers += 1)))
  put('addEventListener', (type: string, heard: (event: never) => void) => void listeners.push([type, heard]))
  return surroundings
}

/** A request as a browser makes it: Node's own has no other mode than `cors`. */
export function requestOf(at: string, { method, mode }: { method: string; mode: string }): Request {
  return Object.defineProperty(new Request(origin + at, { method }), 'mode', { value: mode })
}

class Caches {
  readonly #caches = new Map<string, MemoryCache>()
  has = (name: string) => Promise.resolve(this.#caches.has(name))
  delete = (name: string) => Promise.resolve(this.#caches.delete(name))
  open(name: string): Promise<MemoryCache> {
    const cache = this.#caches.get(name) ?? new MemoryCache()
    this.#caches.set(name, cache)
    return Promise.resolve(cache)
  }
}

class MemoryCache {
  readonly #responses = new Map<string, Response>()
  match = (path: string) => Promise.resolve(this.#responses.get(addressOf(path))?.clone())
  put = (path: string, response: Response) =>
    Promise.resolve(void this.#responses.set(addressOf(path), response))
  delete = (path: string) => Promise.resolve(this.#responses.delete(addressOf(path)))
  keys = () => Promise.resolve([...this.#responses.keys()].map((url) => ({ url })))
  add = async (path: string) => this.put(path, await fetch(path))
}

const addressOf = (path: string) => new URL(path, origin).href
