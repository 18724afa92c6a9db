import { Prisma } from '#app/generated/prisma/client.ts'
import { findOrganisation, within } from '#app/features/union/index.server.ts'
import { database } from '#app/kernel/database.server.ts'

type Keeps = 'all' | readonly string[]

/** Organisations whose figures are counted together: what lies under these paths, or exactly these. */
export interface Unit {
  key: string
  paths: readonly string[]
  own: boolean
  /** Of a small part of all organisations: what happened there is found by it, instead of looked for in all that happened. */
  few: boolean
}

export interface Named {
  id: string
  name: string
}

/** Where the figures are of: an organisation, or all that whoever asks keeps. */
export interface Place {
  /** Null for all that she keeps, where that is more than one organisation with what is under it. */
  organisation: (Named & { above: Named[] }) | null
  whole: Unit
  /** The organisation without what is under it; null where there is nothing to tell apart. */
  own: Unit | null
  /** Right under it, by name; each counts with all under it. */
  parts: (Named & { unit: Unit })[]
}

/** The key of all of a place together, and that of the organisation alone. */
export const wholeKey = 'whole'
export const ownKey = 'own'

/** Null where whoever asks does not keep the organisation: one of another is as if it were not there. */
export async function findPlace(organisationId: string | null, keeps: Keeps): Promise<Place | null> {
  const tops = await listTops(keeps)
  const [only] = tops
  const id = organisationId ?? (tops.length === 1 && only !== undefined ? only.id : null)
  if (id === null) return placeOfAll(tops)
  const organisation = await findOrganisation(id, keeps)
  if (organisation === null) return null
  const { name, path, above } = organisation
  const few = await areFew([path])
  const under = await database().organisation.findMany({
    where: { parentId: id },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, path: true },
  })
  return {
    organisation: { id, name, above },
    whole: { key: wholeKey, paths: [path], own: false, few },
    own: under.length === 0 ? null : { key: ownKey, paths: [path], own: true, few },
    parts: under.map((part) => partOf(part, few)),
  }
}

async function placeOfAll(tops: readonly Top[]): Promise<Place> {
  const paths = tops.map(({ path }) => path)
  const few = await areFew(paths)
  return {
    organisation: null,
    whole: { key: wholeKey, paths, own: false, few },
    own: null,
    parts: tops.map((top) => partOf(top, few)),
  }
}

interface Top extends Named {
  path: string
}

function partOf({ id, name, path }: Top, few: boolean): Place['parts'][number] {
  return { id, name, unit: { key: id, paths: [path], own: false, few } }
}

/** Whether less than a quarter of all organisations lies under these paths. */
async function areFew(paths: readonly string[]): Promise<boolean> {
  const [row] = await database().$queryRaw<{ few: boolean }[]>`
    SELECT count(*) FILTER (WHERE ${within(paths, Prisma.sql`path`)}) * 4 < count(*) AS few FROM organisation`
  return row?.few ?? false
}

/** The organisations that she keeps and of which none above is hers. */
function listTops(keeps: Keeps): Promise<Top[]> {
  const kept = within(keeps, Prisma.sql`o.path`)
  const above = within(keeps, Prisma.sql`p.path`)
  return database().$queryRaw<Top[]>`
    SELECT o.id, o.name, o.path FROM organisation o WHERE ${kept}
      AND NOT EXISTS (SELECT FROM organisation p WHERE p.id = o.parent_id AND ${above})
    ORDER BY o.name, o.id`
}
