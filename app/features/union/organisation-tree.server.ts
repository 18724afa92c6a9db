import { randomInt } from 'node:crypto'
import { Prisma } from '#app/generated/prisma/client.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { within } from './within.server.ts'

/** Which organisations whoever asks keeps: an id of another is as if it were not there. */
export type Keeps = 'all' | readonly string[]

export interface TreeRow {
  id: string
  key: string
  path: string
  name: string
  parentId: string | null
  takesMembers: boolean
  closedAt: Date | null
}

/**
 * Whoever changes the tree does so alone until the transaction ends: a child opened while its parent moves would keep the
 * path from before, and two that move under each other would make a ring.
 */
export async function holdTree(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('union.organisation-tree'))`
}

/** The organisation of this id, where it is kept. */
export async function keptOrganisation(
  tx: Transaction,
  { id, keeps }: { id: string; keeps: Keeps },
): Promise<TreeRow | null> {
  const [row] = await tx.$queryRaw<TreeRow[]>`
    SELECT id, key, path, name, parent_id AS "parentId", takes_members AS "takesMembers", closed_at AS "closedAt"
    FROM organisation o WHERE id = ${id}::uuid AND ${within(keeps, Prisma.sql`o.path`)}`
  return row ?? null
}

/** Whoever keeps only the organisation itself neither takes it from those above it nor ends it. */
export async function keepsAbove(
  tx: Transaction,
  { row, keeps }: { row: TreeRow; keeps: Keeps },
): Promise<boolean> {
  if (row.parentId === null) return keeps === 'all'
  return (await keptOrganisation(tx, { id: row.parentId, keeps })) !== null
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** Without what is taken for another: 0 and O, 1 and I. */
const clearLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A label of its own in the tree's paths. */
export function newKey(): string {
  return pick(letters, 8)
}

/** What is handed out on paper: six letters that are not taken for others. */
export function newInviteCode(): string {
  return pick(clearLetters, 6)
}

function pick(alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('')
}
