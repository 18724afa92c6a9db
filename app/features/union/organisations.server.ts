import type { Prisma } from '#app/generated/prisma/client.ts'
import type { OrganisationDeed } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { isDistrict } from '#app/kernel/divisions.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { rewriteScopes } from '../identity/index.server.ts'
import {
  holdTree,
  keepsAbove,
  keptOrganisation,
  newInviteCode,
  newKey,
  type Keeps,
} from './organisation-tree.server.ts'
import type { OrganisationFacts } from './organisation-forms.ts'
import { scopeOf } from './scope.ts'
import { soundsOfPlace } from './sounds.server.ts'

/** Who does it, and which organisations she keeps. */
export interface Keeper {
  actor: Actor
  keeps: Keeps
  now?: Date
}

type Facts = Omit<OrganisationFacts, 'division'> & { division?: string; demo?: boolean }

/** Opens an organisation under another, or at the top of a tree where `parentId` is null (for those who keep all). */
export function openOrganisation(
  { parentId, ...facts }: Facts & { parentId: string | null },
  { actor, keeps, now = new Date() }: Keeper,
): Promise<Outcome<{ id: string; path: string }, 'not-found' | 'parent-closed' | 'unknown-division'>> {
  const deed = { actor, action: 'organisation.open', subject: 'organisation' }
  return transact(deed, async (tx, refuse, note) => {
    await holdTree(tx)
    if (facts.division !== undefined && !isDistrict(facts.division)) throw refuse('unknown-division')
    const parent = parentId === null ? null : await keptOrganisation(tx, { id: parentId, keeps })
    if (parent === null && (parentId !== null || keeps !== 'all')) throw refuse('not-found')
    if (parent?.closedAt) throw refuse('parent-closed')
    const key = newKey()
    const path = parent === null ? key : `${parent.path}.${key}`
    const columns = columnsOf(facts)
    const { id } = await tx.organisation.create({
      data: {
        ...{ ...columns, key, path, parentId, inviteCode: newInviteCode(), openedAt: now },
        demo: facts.demo ?? false,
      },
      select: { id: true },
    })
    await remember(tx, { id, deed: 'opened', after: facts.name }, { actor, now })
    note({ subject: `organisation:${id}`, after: { ...columns, path } })
    return { id, path }
  })
}

/** What it is called and is from now on. A new name is kept beside the old one in its history. */
export function changeOrganisation(
  { id, reason, ...facts }: Facts & { id: string; reason: string },
  { actor, keeps, now = new Date() }: Keeper,
): Promise<Outcome<void, 'not-found' | 'unknown-division'>> {
  const deed = { actor, action: 'organisation.change', subject: `organisation:${id}`, why: reason }
  return transact(deed, async (tx, refuse, note) => {
    await holdTree(tx)
    if (facts.division !== undefined && !isDistrict(facts.division)) throw refuse('unknown-division')
    const known = await keptOrganisation(tx, { id, keeps })
    if (known === null) throw refuse('not-found')
    const columns = columnsOf(facts)
    await tx.organisation.update({ where: { id }, data: columns })
    if (known.name !== facts.name) {
      const change = { id, deed: 'renamed', before: known.name, after: facts.name, reason } as const
      await remember(tx, change, { actor, now })
    }
    note({ before: { name: known.name }, after: columns })
  })
}

/**
 * Moves an organisation with all under it. Everybody's scopes move along: who kept it by standing above it no longer
 * does, who keeps it itself goes on.
 */
export function moveOrganisation(
  { id, toId, reason }: { id: string; toId: string; reason: string },
  { actor, keeps, now = new Date() }: Keeper,
): Promise<Outcome<{ path: string }, 'not-found' | 'parent-closed' | 'under-itself' | 'there-already'>> {
  const deed = { actor, action: 'organisation.move', subject: `organisation:${id}`, why: reason }
  return transact(deed, async (tx, refuse, note) => {
    await holdTree(tx)
    const moved = await keptOrganisation(tx, { id, keeps })
    const target = await keptOrganisation(tx, { id: toId, keeps })
    if (moved === null || target === null || !(await keepsAbove(tx, { row: moved, keeps })))
      throw refuse('not-found')
    if (target.closedAt !== null) throw refuse('parent-closed')
    if (target.path === moved.path || target.path.startsWith(`${moved.path}.`)) throw refuse('under-itself')
    if (moved.parentId === toId) throw refuse('there-already')
    const path = `${target.path}.${moved.key}`
    await tx.$executeRaw`
      UPDATE organisation SET path = ${path} || substr(path, ${moved.path.length + 1}),
        parent_id = CASE WHEN id = ${id}::uuid THEN ${toId}::uuid ELSE parent_id END
      WHERE path = ${moved.path} OR starts_with(path, ${`${moved.path}.`})`
    await rewriteScopes(tx, { from: scopeOf(moved.path), to: scopeOf(path) })
    const above = await nameOf(tx, moved.parentId)
    const change = { id, deed: 'moved', before: above, after: target.name, reason } as const
    await remember(tx, change, { actor, now })
    note({ before: { path: moved.path }, after: { path } })
    return { path }
  })
}

/** Other words on the invitation: what was handed out until now leads nowhere. */
export function inviteAnew(
  id: string,
  { actor, keeps }: Keeper,
): Promise<Outcome<{ inviteCode: string }, 'not-found'>> {
  const deed = { actor, action: 'organisation.invite-anew', subject: `organisation:${id}` }
  return transact(deed, async (tx, refuse) => {
    if ((await keptOrganisation(tx, { id, keeps })) === null) throw refuse('not-found')
    return tx.organisation.update({
      where: { id },
      data: { inviteCode: newInviteCode() },
      select: { inviteCode: true },
    })
  })
}

interface Remembered {
  id: string
  deed: OrganisationDeed
  before?: string | null
  after?: string | null
  reason?: string
}

/** A line of the organisation's history. */
export async function remember(
  tx: Transaction,
  { id, ...change }: Remembered,
  { actor, now }: { actor: Actor; now: Date },
): Promise<void> {
  const byId = actor.kind === 'person' ? actor.id : null
  await tx.organisationChange.create({ data: { organisationId: id, ...change, at: now, byId } })
}

async function nameOf(tx: Transaction, id: string | null): Promise<string | null> {
  if (id === null) return null
  return (await tx.organisation.findUniqueOrThrow({ where: { id }, select: { name: true } })).name
}

function columnsOf({ name, kind, division, takesMembers }: Facts) {
  return {
    name,
    kind,
    takesMembers,
    pinyin: soundsOfPlace(name),
    divisionCode: division ?? null,
  } satisfies Partial<Prisma.OrganisationCreateInput>
}
