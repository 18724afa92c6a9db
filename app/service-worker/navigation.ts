import { lifeOf } from './kept.ts'
import { drop, findKept, listKept, storing } from './kept-store.ts'
import { offlinePage } from './offline-page.ts'
import type { FetchMade } from './worker-scope.ts'

/** A page that is kept waits so long for the network before it is shown as it was, in milliseconds. */
const patience = 4000

/** Pages come from the network, always. Two of them are kept beside it, for when there is none. */
export async function answerNavigation(event: FetchMade): Promise<Response> {
  const { pathname, search } = new URL(event.request.url)
  const put = lifeOf(pathname) === null ? null : storing(pathname)
  const asked = fromNetwork(event)
  if (put === null) return asked.catch(async () => offlinePage(await listKept()))
  const kept = await findKept(pathname)
  const stored = asked.then(
    (response) => keep(response.clone(), { pathname, put: search === '' ? put : null }),
    () => undefined,
  )
  event.waitUntil(stored)
  const answer = await (kept === null ? asked : Promise.race([asked, nothingAfter(patience)])).catch(
    () => null,
  )
  // Behind a proxy a server that starts anew is an answer of its kind.
  if (answer !== null && (answer.status < 500 || kept === null)) return answer
  return kept ?? offlinePage(await listKept())
}

async function fromNetwork({ request, preloadResponse }: FetchMade): Promise<Response> {
  return (await preloadResponse) ?? fetch(request)
}

async function keep(
  response: Response,
  { pathname, put }: { pathname: string; put: ((response: Response) => Promise<void>) | null },
): Promise<void> {
  const isPage = response.ok && (response.headers.get('Content-Type') ?? '').startsWith('text/html')
  if (isPage) return put?.(response)
  // Led away to sign in, or told that it is not hers: what was kept is not hers either.
  if (response.status < 500) await drop(pathname)
}

function nothingAfter(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), milliseconds))
}
