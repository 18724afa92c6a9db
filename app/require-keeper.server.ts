import { requireVisitor } from './features/identity/index.server.ts'
import { pathsKeptBy } from './features/union/index.ts'
import { requireAllowed } from './routes-policy.ts'

/** The staff of some organisation who ask, as the union's operations know them; for everybody else nothing is there. */
export async function requireKeeper(request: Request) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'union.work', undefined)
  return { keeps: pathsKeptBy(visitor), actor: { kind: 'person', id: visitor.personId } as const }
}
