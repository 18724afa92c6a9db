import { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Keeps } from '../organisation-tree.server.ts'
import { within } from '../within.server.ts'
import type { KeptOrganisation } from './directory.ts'

/** A list with more is of no use: who keeps so many comes to the directory by the organisation's own page. */
const most = 500

/** The organisations that whoever asks keeps, as a tree is read: each before what is under it, by name; the closed ones too, which have people who left. */
export async function listKeptOrganisations(keeps: Keeps): Promise<KeptOrganisation[]> {
  const rows = await database().$queryRaw<(Omit<KeptOrganisation, 'depth'> & { path: string })[]>`
    SELECT o.id, o.name, o.path FROM organisation o WHERE ${within(keeps, Prisma.sql`o.path`)}
    ORDER BY nlevel(text2ltree(o.path)), o.name, o.id LIMIT ${most}`
  return inTreeOrder(rows)
}

interface Placed {
  id: string
  name: string
  path: string
}

/** Rows that come level by level, each level by name. */
function inTreeOrder(rows: readonly Placed[]): KeptOrganisation[] {
  const under = new Map<string, Placed[]>()
  const paths = new Set(rows.map(({ path }) => path))
  for (const row of rows) {
    const above = row.path.slice(0, Math.max(0, row.path.lastIndexOf('.')))
    const key = paths.has(above) ? above : ''
    under.set(key, [...(under.get(key) ?? []), row])
  }
  const walk = (key: string, depth: number): KeptOrganisation[] =>
    (under.get(key) ?? []).flatMap(({ id, name, path }) => [{ id, name, depth }, ...walk(path, depth + 1)])
  return walk('', 0)
}
