import { clientsClaim } from 'workbox-core'
import { answerFiles } from './files.ts'
import { changesPerson, readTold, type Told } from './kept.ts'
import { keepPage, leaveOnly, wipe } from './kept-store.ts'
import { answerNavigation } from './navigation.ts'
import { scope } from './worker-scope.ts'

/*
 * The service worker (record 40): the member's card and the door of a class open without network. Nothing else that is
 * anybody's own is kept: no other page, no data of pages, no media; what a form sends goes past it.
 */

// The page that brought it is served by it at once.
clientsClaim()
answerFiles()

scope.addEventListener('activate', (event) => {
  // The browser asks for a page while this program still starts: no page comes later for it.
  event.waitUntil(scope.registration.navigationPreload?.enable() ?? Promise.resolve())
})

scope.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (origin !== scope.location.origin) return
  if (method !== 'GET' && changesPerson(pathname)) event.waitUntil(wipe())
  if (method !== 'GET' || mode !== 'navigate') return
  // A newer version begins with the next page; those that are open, and a broadcast in them, go on as they are.
  scope.registration.waiting?.postMessage({ kind: 'take-over' } satisfies Told)
  event.respondWith(answerNavigation(event))
})

scope.addEventListener('message', (event) => {
  const told = readTold(event.data)
  if (told?.kind === 'take-over') event.waitUntil(scope.skipWaiting())
  if (told?.kind === 'person') event.waitUntil(leaveOnly(told.person))
  if (told?.kind === 'keep') event.waitUntil(keepPage(told))
})
