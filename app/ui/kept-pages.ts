/*
 * The page's side of the service worker (app/service-worker/), which keeps a few pages for when there is no network. Where a
 * browser has none, or the page came without HTTPS, all of this does nothing.
 */

const worker = typeof navigator === 'undefined' ? undefined : navigator.serviceWorker

/** Begins the worker once the page is there. */
export function beginWorker(): void {
  const begin = () => void worker?.register('/service-worker.js').catch(() => undefined)
  if (document.readyState === 'complete') begin()
  else window.addEventListener('load', begin, { once: true })
}

/** Tells the worker who is signed in: what was kept for anybody else goes. */
export function tellWhoIsHere(person: string | null): void {
  void worker?.getRegistration().then((there) => there?.active?.postMessage({ kind: 'person', person }))
}

/** Asks the worker to keep this page, with the scripts that it has loaded until now. */
export function keepThisPage(): void {
  const { pathname } = window.location
  void worker?.ready.then(({ active }) => {
    const assets = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter((url) => url.origin === window.location.origin && url.pathname.startsWith('/assets/'))
    active?.postMessage({ kind: 'keep', path: pathname, assets: assets.map((url) => url.pathname) })
  })
}

/**
 * When what this page shows was fetched, by this device's clock, in milliseconds since 1970: now, or, where the worker has kept
 * the document that the browser opened, when it was stored. `pageNow` is the server's clock that came with it: what came later to
 * the same document, over the network, is told apart by that.
 */
export function fetchedAt(pageNow: number): number {
  const { dataset } = document.documentElement
  const { keptAt, keptPath } = dataset
  if (keptAt === undefined || keptPath !== window.location.pathname) return Date.now()
  dataset['keptNow'] ??= String(pageNow)
  return dataset['keptNow'] === String(pageNow) ? Number(keptAt) : Date.now()
}

/**
 * For the clientLoader of a page that is kept: what the server answers, or, where it cannot be reached, the page anew as the worker
 * has kept it. Without a worker the error stands.
 */
export async function orOpenKept<Answer>(request: Request, load: () => Promise<Answer>): Promise<Answer> {
  try {
    return await load()
  } catch (error) {
    // What `fetch` throws where nothing answers.
    if (!(error instanceof TypeError) || !worker?.controller) throw error
    const { pathname } = new URL(request.url)
    // The page stands already, from the worker or from before: it is not opened over and over.
    if (pathname === window.location.pathname) throw error
    window.location.assign(pathname)
    return new Promise(() => undefined)
  }
}
