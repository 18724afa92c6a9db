import { useSyncExternalStore } from 'react'
import { within } from './within.ts'

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** True on the server: a page that arrives has come over a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
}

/** Whether the server answers at all: false without network, and while the server starts anew. */
export function serverAnswers(): Promise<boolean> {
  return within(4000, (signal) => fetch('/healthz', { cache: 'no-store', signal })).then(
    (answer) => answer.ok,
    () => false,
  )
}
