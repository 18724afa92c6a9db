import type { IncomingMessage } from 'node:http'

/**
 * A browser says where its page comes from, and must come from ours: from one of `allowed` (`https://host`), or from the
 * host that it asks. A client without an Origin is no browser, so no foreign page can be behind it.
 */
export function originIsAllowed(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  if (allowed.includes(origin)) return true
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host
}
