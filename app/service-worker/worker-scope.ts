/*
 * What this program uses of a service worker's surroundings. TypeScript's own description of them cannot stand beside that of
 * pages, with which the rest of app/ is checked.
 */

interface Extendable extends Event {
  /** The worker stays alive until then. */
  waitUntil(work: Promise<unknown>): void
}

export interface FetchMade extends Extendable {
  readonly request: Request
  /** What the browser has asked for already while the worker started; undefined where it has not. */
  readonly preloadResponse: Promise<Response | undefined>
  respondWith(answer: Promise<Response>): void
}

interface MessageCame extends Extendable {
  readonly data: unknown
}

interface WorkerScope {
  readonly registration: {
    readonly waiting: { postMessage(message: unknown): void } | null
    /** Missing in older browsers. */
    readonly navigationPreload?: { enable(): Promise<void> }
  }
  readonly location: { readonly origin: string }
  skipWaiting(): Promise<void>
  addEventListener(type: 'activate', heard: (event: Extendable) => void): void
  addEventListener(type: 'fetch', heard: (event: FetchMade) => void): void
  addEventListener(type: 'message', heard: (event: MessageCame) => void): void
}

export const scope = globalThis as unknown as WorkerScope
