import { CacheableResponsePlugin } from 'workbox-cacheable-response'
import { ExpirationPlugin } from 'workbox-expiration'
import { registerRoute } from 'workbox-routing'
import { CacheFirst, StaleWhileRevalidate } from 'workbox-strategies'
import { findKeptAsset } from './kept-store.ts'

const day = 24 * 60 * 60

/** Scripts and styles never change under their names; drawings may, and are asked for again behind the one that is shown. */
export function answerFiles(): void {
  registerRoute(
    isOwn(/^\/assets\//),
    new CacheFirst({
      cacheName: 'assets',
      plugins: [
        ...limits({ most: 300, days: 60 }),
        { handlerDidError: ({ request }) => findKeptAsset(new URL(request.url).pathname) },
      ],
    }),
  )
  registerRoute(
    isOwn(/^\/(art|icons|favicon\.)/),
    new StaleWhileRevalidate({ cacheName: 'drawings', plugins: limits({ most: 100, days: 30 }) }),
  )
}

function isOwn(path: RegExp) {
  return ({ url, sameOrigin }: { url: URL; sameOrigin: boolean }) => sameOrigin && path.test(url.pathname)
}

function limits({ most, days }: { most: number; days: number }) {
  return [
    new CacheableResponsePlugin({ statuses: [200] }),
    new ExpirationPlugin({ maxEntries: most, maxAgeSeconds: days * day, purgeOnQuotaError: true }),
  ]
}
