import type { Visitor } from '../identity/index.ts'
import { isKept, pathsKeptBy } from './scope.ts'

/** Rows of the one policy, which app/routes-policy.ts assembles: the union's organisations and its roll. */
export const unionPolicy = {
  /** Staff of any organisation: what they find there is their own. */
  'union.work': (visitor: Visitor) => pathsKeptBy(visitor).length > 0,
  /** The organisation with its members, applications and transfers; `path` is its place in the tree. */
  'organisation.keep': (visitor: Visitor, { path }: { path: string }) => isKept(pathsKeptBy(visitor), path),
  /** A top of the tree has nobody above who could open it. */
  'organisation.found': (visitor: Visitor) => pathsKeptBy(visitor) === 'all',
}
