import type { Visitor } from '../identity/index.ts'

/** The scope of an organisation and all under it, as role grants name it. */
export function scopeOf(path: string): string {
  return `org:${path}`
}

/**
 * The organisations whose staff somebody is: the paths at whose top she stands, each with all under it; `all` for whoever
 * is staff everywhere or an administrator; empty for everybody else.
 */
export function pathsKeptBy(visitor: Visitor): 'all' | string[] {
  const roles = visitor?.roles ?? []
  const everywhere = roles.some(
    ({ role, scope }) => (role === 'staff' || role === 'administrator') && scope === '*',
  )
  if (everywhere) return 'all'
  return roles
    .filter(({ role, scope }) => role === 'staff' && scope.startsWith('org:'))
    .map(({ scope }) => scope.slice('org:'.length))
}

/** Whether an organisation of this path is one of them or lies under one. */
export function isKept(paths: 'all' | readonly string[], path: string): boolean {
  return paths === 'all' || paths.some((top) => path === top || path.startsWith(`${top}.`))
}
