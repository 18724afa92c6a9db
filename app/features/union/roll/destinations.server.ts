import { Prisma } from '#app/generated/prisma/client.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { isKept, pathsKeptBy } from '../scope.ts'
import { within } from '../within.server.ts'
import type { RollRow } from './read-row.ts'
import { RollFailure } from './roll-failure.ts'

/** Why a row leads to no organisation. */
type DestinationRefusal = 'organisation' | 'organisation-unclear' | 'organisation-closed'

interface Destination {
  id: string
  name: string
  path: string
  takesMembers: boolean
  inviteCode: string
  isClosed: boolean
}

/** Which organisations an import may lead to: the one that it is for, and all under it. */
export interface Destinations {
  top: Destination
  /** The organisation that the row names, or the one that the import is for. */
  of(row: Pick<RollRow, 'organisation'>): { id: string; isNamed: boolean } | { refused: DestinationRefusal }
  /** Whether people join it; else only its organisations have members, and those whom it has already. */
  takesMembers(id: string): boolean
}

/** `lock`: none of them is closed or moved until the transaction ends. */
export async function findDestinations(
  tx: Transaction,
  organisationId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<Destinations> {
  const { path } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } })
  const rows = await tx.$queryRaw<Destination[]>`
    SELECT id, name, path, takes_members AS "takesMembers", invite_code AS "inviteCode", closed_at IS NOT NULL AS "isClosed"
    FROM organisation WHERE ${within([path], Prisma.sql`path`)} ORDER BY id ${lock ? Prisma.sql`FOR SHARE` : Prisma.empty}`
  const top = rows.find(({ id }) => id === organisationId)
  if (top === undefined) throw new Error(`organisation ${organisationId} is not under its own path`)
  const byWords = new Map<string, Destination[]>()
  for (const row of rows)
    for (const words of [row.name, row.inviteCode, `${row.name}(${row.inviteCode})`].map(plain))
      byWords.set(words, [...(byWords.get(words) ?? []), row])
  const taking = new Set(rows.filter(({ takesMembers }) => takesMembers).map(({ id }) => id))
  return {
    top,
    of: ({ organisation }) => {
      const named = organisation === null ? [top] : (byWords.get(plain(organisation)) ?? [])
      return destinationOf(named, organisation !== null)
    },
    takesMembers: (id) => taking.has(id),
  }
}

function destinationOf(named: readonly Destination[], isNamed: boolean): ReturnType<Destinations['of']> {
  const open = named.filter(({ isClosed }) => !isClosed)
  const [one] = open
  if (one === undefined) return { refused: named.length > 0 ? 'organisation-closed' : 'organisation' }
  if (open.length > 1) return { refused: 'organisation-unclear' }
  return { id: one.id, isNamed }
}

function plain(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/[\s"'“”()-]/g, '')
    .toLowerCase()
}

/**
 * The organisations that the importer keeps now: a role that she lost meanwhile ends her import of `path`. Throws
 * `RollFailure`.
 */
export async function pathsOfImporter(
  tx: Transaction,
  byId: string,
  path: string,
): Promise<'all' | string[]> {
  const roles = await tx.roleGrant.findMany({
    where: { personId: byId, endedAt: null },
    select: { role: true, scope: true },
  })
  const paths = pathsKeptBy({ personId: byId, roles, privileges: [] })
  if (!isKept(paths, path)) throw new RollFailure('no-rights')
  return paths
}
