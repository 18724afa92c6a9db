import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { readdirSync } from 'node:fs'
import path from 'node:path'

/*
 * Routes called as a browser calls them, for the tests that ask all of them.
 */

interface RouteModule {
  loader?: (call: LoaderFunctionArgs) => Promise<unknown>
  action?: (call: ActionFunctionArgs) => Promise<unknown>
}

export interface RouteCall {
  params: Record<string, string>
  cookie: string | null
  /** Sent as a form; without one the page itself is asked for. */
  form?: Record<string, string> | undefined
  /** What stands behind the address, with its question mark. */
  search?: string
}

/** What a route answers, returned or thrown; null where it has no such method. */
export type RouteAnswer = { answer: unknown } | null

const folder = path.join(import.meta.dirname, 'routes')

/** Every route's name by its file, or its folder where it is one. */
export function listRoutes(): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => !/\.(test\.tsx?|css)$/.test(name),
  )
  return new Map(
    files.map((entry) => [entry.isDirectory() ? entry.name : entry.name.replace(/\.tsx?$/, ''), entry.name]),
  )
}

const files = listRoutes()

export async function callRoute(
  route: string,
  { params, cookie, form, search = '' }: RouteCall,
): Promise<RouteAnswer> {
  const { loader, action } = (await import(path.join(folder, files.get(route) ?? route))) as RouteModule
  const called = form === undefined ? loader : action
  if (called === undefined) return null
  const headers = { 'Sec-Fetch-Site': 'same-origin', ...(cookie === null ? {} : { cookie }) }
  const sent = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
  const request = new Request(`http://localhost/asked${search}`, { headers, ...sent })
  try {
    return {
      answer: await called({ request, params, context: { cspNonce: '', clientAddress: '127.0.0.1' } }),
    }
  } catch (error) {
    if (error instanceof Response) return { answer: error }
    throw error
  }
}

export type Reception = 'in' | 'sign-in' | 'absent'

/** How whoever asked was received: let in, sent to sign in, or told that nothing is there. */
export function receptionOf(answer: unknown): Reception {
  if (!(answer instanceof Response)) return 'in'
  if (answer.status === 404) return 'absent'
  return answer.headers.get('Location')?.startsWith('/sign-in') ? 'sign-in' : 'in'
}
