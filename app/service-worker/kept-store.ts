import { assetsOf, lifeOf, markKept, mostKept, personOf, titleOf } from './kept.ts'

/** Her card and the doors of her classes, with the scripts that they need: all of one person, or nothing. */
const store = 'kept-pages'
const forHeader = 'X-Kept-For'
const atHeader = 'X-Kept-At'
const titleHeader = 'X-Kept-Title'
/** A page that was stored so short a time ago is not asked for once more, in milliseconds. */
const justNow = 60_000

/** Counts the wipings: what was asked for before one is not stored after it. */
let wipings = 0

/** Nothing that was kept is there any more, nor will be what is on its way. */
export async function wipe(): Promise<void> {
  wipings += 1
  await caches.delete(store)
}

/** Wipes what another person than this one has left; null is nobody. */
export async function leaveOnly(person: string | null): Promise<void> {
  if (await hasOthers(person)) await wipe()
}

async function hasOthers(person: string | null): Promise<boolean> {
  return (await pages()).some(({ response }) => response.headers.get(forHeader) !== person)
}

/** The page that was kept, while it may be shown. */
export async function findKept(path: string, now = Date.now()): Promise<Response | null> {
  const life = lifeOf(path)
  if (life === null || !(await caches.has(store))) return null
  const found = await (await caches.open(store)).match(path, anyway)
  if (found === undefined) return null
  return now - Number(found.headers.get(atHeader)) < life ? found : null
}

/** What the offline page leads to. */
export async function listKept(now = Date.now()): Promise<{ path: string; title: string }[]> {
  return (await pages()).flatMap(({ path, response }) =>
    now - Number(response.headers.get(atHeader)) < (lifeOf(path) ?? 0)
      ? [{ path, title: decodeURIComponent(response.headers.get(titleHeader) ?? '') }]
      : [],
  )
}

export async function drop(path: string): Promise<void> {
  if (await caches.has(store)) await (await caches.open(store)).delete(path, anyway)
}

/** To be called before the page is asked for: answers what stores it, unless all was wiped meanwhile. */
export function storing(path: string): (response: Response) => Promise<void> {
  const before = wipings
  return async (response) => {
    const html = await response.text()
    const person = personOf(html)
    if (person === null) return
    if ((await hasOthers(person)) || (await isFull())) await caches.delete(store)
    await keepAssets(assetsOf(html))
    if (before === wipings)
      await (await caches.open(store)).put(path, keptResponse(html, { path, response, person }))
  }
}

/** The scripts of many versions: those that are needed come again. */
async function isFull(): Promise<boolean> {
  return (await (await caches.open(store)).keys()).length > mostKept
}

function keptResponse(
  html: string,
  { path, response, person }: { path: string; response: Response; person: string },
): Response {
  const headers = new Headers(response.headers)
  // The text is neither packed nor as long as it was.
  for (const name of ['Content-Encoding', 'Content-Length', 'Vary']) headers.delete(name)
  const now = Date.now()
  headers.set(forHeader, person)
  headers.set(atHeader, String(now))
  headers.set(titleHeader, encodeURIComponent(titleOf(html)))
  return new Response(markKept(html, { path, at: now }), { status: 200, headers })
}

/** Keeps an open page and its scripts as its browser has them now. */
export async function keepPage({ path, assets }: { path: string; assets: readonly string[] }): Promise<void> {
  if (lifeOf(path) === null) return
  const kept = await findKept(path)
  if (kept === null || Date.now() - Number(kept.headers.get(atHeader)) > justNow) {
    const put = storing(path)
    const asked = { credentials: 'same-origin', cache: 'no-store', redirect: 'manual' } as const
    const response = await fetch(path, { ...asked, headers: { Accept: 'text/html' } })
    if (!response.ok) return drop(path)
    await put(response)
  }
  if ((await findKept(path)) !== null) await keepAssets(assets)
}

/** Mostly out of the browser's own cache: their names change with their content. */
async function keepAssets(assets: readonly string[]): Promise<void> {
  const cache = await caches.open(store)
  await Promise.allSettled(
    assets.map(async (asset) => {
      if ((await cache.match(asset, anyway)) === undefined) await cache.add(asset)
    }),
  )
}

export async function findKeptAsset(path: string): Promise<Response | undefined> {
  if (await caches.has(store)) return (await caches.open(store)).match(path, anyway)
}

const anyway = { ignoreVary: true, ignoreSearch: true }

async function pages(): Promise<{ path: string; response: Response }[]> {
  if (!(await caches.has(store))) return []
  const cache = await caches.open(store)
  const found = await Promise.all(
    (await cache.keys()).map(async ({ url }) => {
      const { pathname: path } = new URL(url)
      const response = lifeOf(path) === null ? undefined : await cache.match(path, anyway)
      return response === undefined ? [] : [{ path, response }]
    }),
  )
  return found.flat()
}
