import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import {
  jobs as liveJobs,
  seedDemo as seedDemoRoom,
  seedDemoReplay,
  type RecordDemo,
} from '#app/features/live/index.server.ts'
import { crontab as shopCrontab, seedDemoShops, shopJobs } from '#app/features/shop/index.server.ts'
import { seedDemoUnion, unionCrontab, unionJobs } from '#app/features/union/index.server.ts'
import {
  filmCrontab,
  filmJobs,
  seedDemoCourses,
  seedDemoEvents,
  seedDemoFilms,
  seedDemoGraduates,
  seedDemoSales,
  trainingJobs,
} from '#app/features/training/index.server.ts'
import { layOutOnce } from './kernel/demo-parts.server.ts'
import { languageOf } from './kernel/i18n/language.server.ts'
import { log } from './kernel/log.server.ts'
import { serverI18n } from './i18n.server.ts'
import './load-context.ts'
import { NonceProvider } from './ui/nonce.ts'

/** What the running process attaches beside the pages. */
export {
  issueDemoTicket,
  mediaHooks,
  recoverBroadcasts,
  roomSocket,
  roomTicks,
} from '#app/features/live/index.server.ts'
import { withoutNulBytes } from './without-nul-bytes.server.ts'
export { makeSetupLink } from '#app/features/identity/index.server.ts'

/** What the outbox runs, of all features. */
export const jobs = { ...unionJobs, ...shopJobs, ...liveJobs, ...trainingJobs, ...filmJobs }

/** Which of them run by the clock, as cron says it. */
export const crontab = { ...unionCrontab, ...shopCrontab, ...filmCrontab }

/** The demo's people, rooms and shops, and a replay that `record` takes. A second time changes nothing. */
export function seedDemo(record: RecordDemo): Promise<void> {
  return layOutOnce({
    room: seedDemoRoom,
    shops: seedDemoShops,
    union: seedDemoUnion,
    courses: seedDemoCourses,
    events: seedDemoEvents,
    graduates: seedDemoGraduates,
    sales: seedDemoSales,
    replay: () => seedDemoReplay(record),
    films: seedDemoFilms,
  })
}

const renderingMs = 5000

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const i18n = await serverI18n(await languageOf(request))
  // A person sees the page as it comes; a crawler, or a chat that makes a preview, wants all of it.
  const whole = isbot(request.headers.get('User-Agent'))
  return new Promise((resolve, reject) => {
    let answered = false
    const answer = () => {
      answered = true
      const body = withoutNulBytes()
      headers.set('Content-Type', 'text/html; charset=utf-8')
      headers.append('Vary', 'Accept-Language, Cookie')
      resolve(
        new Response(createReadableStreamFromReadable(body), {
          headers,
          status: failed ? 500 : status,
        }),
      )
      pipe(body)
    }
    let failed = false
    const { pipe, abort } = renderToPipeableStream(
      <I18nextProvider i18n={i18n}>
        <NonceProvider value={loadContext.cspNonce}>
          <RemixServer context={context} url={request.url} nonce={loadContext.cspNonce} />
        </NonceProvider>
      </I18nextProvider>,
      {
        nonce: loadContext.cspNonce,
        onShellReady: whole ? undefined : answer,
        onAllReady: whole ? answer : undefined,
        onShellError: reject,
        onError(error) {
          failed = true
          // Before the shell is ready the error comes out of this promise and is logged there.
          if (answered) log.error({ err: error, url: request.url }, 'a page broke while rendering')
        },
      },
    )
    setTimeout(abort, renderingMs).unref()
  })
}

/** Logs a bug once. What a visitor aborted is none, nor what was refused: an address or a method that is not there. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted) return
  const at = { method: request.method, url: request.url }
  if (isRouteErrorResponse(error) && error.status < 500) log.warn({ ...at, status: error.status }, 'refused')
  else log.error({ ...at, err: error }, 'a page broke')
}
