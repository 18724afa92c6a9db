import { database } from '#app/kernel/database.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { endRole, findPersonByPhone, grantRole } from '../identity/index.server.ts'
import type { Keeps, TreeRow } from './organisation-tree.server.ts'
import { keepsAbove, keptOrganisation } from './organisation-tree.server.ts'
import type { Keeper } from './organisations.server.ts'
import type { KeeperRow } from './organisations.ts'
import { scopeOf } from './scope.ts'

/** Who keeps the organisation itself or teaches in it, by a grant for exactly this place. */
export async function listKeepers(path: string): Promise<KeeperRow[]> {
  const rows = await database().roleGrant.findMany({
    where: { scope: scopeOf(path), endedAt: null, role: { in: ['staff', 'lecturer'] } },
    orderBy: { grantedAt: 'asc' },
    take: 100,
    select: { id: true, role: true, grantedAt: true, person: { select: { name: true, phoneLast4: true } } },
  })
  return rows.map(({ id, role, grantedAt, person }) => ({
    ...{ id, role: role === 'lecturer' ? 'lecturer' : 'staff', name: person.name },
    ...{ phoneLast4: person.phoneLast4, since: grantedAt.toISOString() },
  }))
}

/** Lets somebody with an account keep the organisation or teach in it: given by those who keep the one above. */
export async function appointKeeper(
  { id, role, phone, reason }: { id: string; role: 'staff' | 'lecturer'; phone: string; reason: string },
  { actor, keeps }: Keeper,
): Promise<Outcome<unknown, 'not-found' | 'nobody' | 'has-it-already'>> {
  const organisation = await givenBy(id, keeps)
  if (organisation === null) return refused('not-found')
  const person = await findPersonByPhone(phone)
  if (person === null) return refused('nobody')
  const scope = scopeOf(organisation.path)
  const granted = await grantRole({ personId: person.id, role, scope, reason }, { actor })
  if (granted.ok) return granted
  return refused(granted.reason === 'has-it-already' ? 'has-it-already' : 'nobody')
}

/** Ends such a grant. */
export async function dismissKeeper(
  { id, grantId, reason }: { id: string; grantId: string; reason: string },
  { actor, keeps }: Keeper,
): Promise<Outcome<unknown, 'not-found'>> {
  const organisation = await givenBy(id, keeps)
  if (organisation === null) return refused('not-found')
  const where = { id: grantId, scope: scopeOf(organisation.path), endedAt: null }
  if ((await database().roleGrant.count({ where })) === 0) return refused('not-found')
  const ended = await endRole({ grantId, reason }, { actor })
  return ended.ok ? ended : refused('not-found')
}

async function givenBy(id: string, keeps: Keeps): Promise<TreeRow | null> {
  const row = await keptOrganisation(database(), { id, keeps })
  return row !== null && (await keepsAbove(database(), { row, keeps })) ? row : null
}
