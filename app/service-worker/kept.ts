const hour = 60 * 60 * 1000
const day = 24 * hour

/** How long the page at this path is kept for its owner, in milliseconds; null for every page that is never kept. */
export function lifeOf(path: string): number | null {
  if (path === '/me/union') return 30 * day
  return /^\/teach\/events\/[0-9a-f-]{36}\/door$/.test(path) ? 3 * day : null
}

/** Whether a form that is sent there begins or ends somebody's session: what is kept goes first. */
export function changesPerson(path: string): boolean {
  return /^\/(sign-in|sign-out|setup|me\/union\/data)(\/|\.data$|$)/.test(path)
}

/** Whose page this is, as its document says; null for a stranger's. */
export function personOf(html: string): string | null {
  return /<html\b[^>]*\sdata-me="([\w-]+)"/.exec(html)?.[1] ?? null
}

export function titleOf(html: string): string {
  return /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''
}

/** The scripts and styles that a document names. */
export function assetsOf(html: string): string[] {
  return [...new Set(html.match(/\/assets\/[\w.-]+\.(?:js|css)(?![\w.])/g) ?? [])]
}

/** The document, saying what was kept and when, by the phone's clock: see `fetchedAt` in app/ui/kept-pages.ts. */
export function markKept(html: string, { path, at }: { path: string; at: number }): string {
  return html.replace(/<html\b/, `<html data-kept-path="${path}" data-kept-at="${at}"`)
}

/** What a page tells the worker. */
export type Told =
  | { kind: 'keep'; path: string; assets: string[] }
  /** Who is signed in on the page: an opaque name, the same for one person; null for nobody. */
  | { kind: 'person'; person: string | null }
  | { kind: 'take-over' }

export function readTold(message: unknown): Told | null {
  if (typeof message !== 'object' || message === null) return null
  const { kind, path, assets, person } = message as Record<string, unknown>
  if (kind === 'take-over') return { kind }
  if (kind === 'person' && (typeof person === 'string' || person === null)) return { kind, person }
  if (kind !== 'keep' || typeof path !== 'string' || !Array.isArray(assets)) return null
  const own = assets.filter(
    (one): one is string => typeof one === 'string' && /^\/assets\/[\w.-]+$/.test(one),
  )
  return { kind, path, assets: own.slice(0, mostAssets) }
}

/** More scripts than this no page has; in all, more than this are not kept. */
const mostAssets = 200
export const mostKept = 500
