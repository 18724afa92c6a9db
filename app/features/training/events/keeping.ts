import { hasRole, type Visitor } from '#app/features/identity/index.ts'
import { isKept, pathsKeptBy, scopeOf } from '#app/features/union/index.ts'

/** The organisations for which somebody plans events: those whose staff or lecturer she is, with all under them. */
export function eventPathsOf(visitor: Visitor): 'all' | string[] {
  const kept = pathsKeptBy(visitor)
  if (kept === 'all' || hasRole(visitor, 'lecturer', '*')) return 'all'
  const lectures = (visitor?.roles ?? [])
    .filter(({ role, scope }) => role === 'lecturer' && scope.startsWith(scopeOf('')))
    .map(({ scope }) => scope.slice(scopeOf('').length))
  return [...kept, ...lectures]
}

/** What a decision about an event asks of it. */
export interface KeptEvent {
  /** Of the organisation that holds it. */
  path: string
  lecturerIds: readonly string[]
}

/** Staff or lecturers of the organisation, and whoever teaches at this event. */
export function keepsEvent(visitor: Visitor, { path, lecturerIds }: KeptEvent): boolean {
  return isKept(eventPathsOf(visitor), path) || (visitor !== null && lecturerIds.includes(visitor.personId))
}
