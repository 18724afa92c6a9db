import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { OrganisationKind } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Keeps } from './organisation-tree.server.ts'
import type { OfficerRow, OrganisationEvent, OrganisationRow, OrganisationView } from './organisations.ts'
import { within } from './within.server.ts'

const Rows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(OrganisationKind),
    closedAt: z.date().nullable(),
    organisations: z.coerce.number(),
    members: z.coerce.number(),
  }),
)

/** So many of a list are shown. */
const most = 200

/** The organisations right under one; where `parentId` is null, those at whose top whoever asks stands. Open ones first. */
export async function listOrganisations(parentId: string | null, keeps: Keeps): Promise<OrganisationRow[]> {
  const which = parentId === null ? topsOf(keeps) : Prisma.sql`o.parent_id = ${parentId}::uuid`
  const rows = await database().$queryRaw`
    SELECT o.id, o.name, o.kind::text, o.closed_at AS "closedAt",
      (SELECT count(*) FROM organisation c WHERE c.parent_id = o.id AND c.closed_at IS NULL) AS organisations,
      (SELECT count(*) FROM membership m JOIN organisation u ON u.id = m.organisation_id
        WHERE m.until IS NULL AND text2ltree(u.path) <@ text2ltree(o.path)) AS members
    FROM organisation o WHERE ${which} AND ${within(keeps, Prisma.sql`o.path`)}
    ORDER BY o.closed_at IS NOT NULL, o.name, o.id LIMIT ${most}`
  return Rows.parse(rows).map((row) => ({ ...row, closedAt: row.closedAt?.toISOString() ?? null }))
}

function topsOf(keeps: Keeps): Prisma.Sql {
  return keeps === 'all' ? Prisma.sql`o.parent_id IS NULL` : Prisma.sql`o.path = ANY(${[...keeps]})`
}

/** One organisation with those above it, as far as whoever asks keeps it; null where she does not. */
export async function findOrganisation(id: string, keeps: Keeps): Promise<OrganisationView | null> {
  if (!z.uuid().safeParse(id).success) return null
  const [kept] = await database().$queryRaw<{ id: string }[]>`
    SELECT o.id FROM organisation o WHERE o.id = ${id}::uuid AND ${within(keeps, Prisma.sql`o.path`)}`
  if (kept === undefined) return null
  const {
    key: _,
    pinyin: __,
    openedAt: ___,
    ...row
  } = await database().organisation.findUniqueOrThrow({ where: { id } })
  const above = await database().$queryRaw<{ id: string; name: string }[]>`
    SELECT p.id, p.name FROM organisation p
    WHERE text2ltree(p.path) @> text2ltree(${row.path}) AND p.id <> ${id}::uuid
      AND ${within(keeps, Prisma.sql`p.path`)} ORDER BY length(p.path)`
  return { ...row, closedAt: row.closedAt?.toISOString() ?? null, above }
}

/** What became of it, the newest first. */
export async function listOrganisationHistory(organisationId: string): Promise<OrganisationEvent[]> {
  const rows = await database().organisationChange.findMany({
    where: { organisationId },
    orderBy: { at: 'desc' },
    take: 50,
  })
  const people = await database().person.findMany({
    where: { id: { in: rows.map(({ byId }) => byId).filter((one) => one !== null) } },
    select: { id: true, name: true },
  })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return rows.map(({ id, deed, before, after, reason, at, byId }) => ({
    ...{ id, deed, before, after, reason },
    at: at.toISOString(),
    by: names.get(byId ?? '') ?? null,
  }))
}

/** Who holds or held a post in it, those in office first. */
export async function listOfficers(organisationId: string): Promise<OfficerRow[]> {
  const rows = await database().officer.findMany({
    where: { organisationId },
    orderBy: [{ until: { sort: 'desc', nulls: 'first' } }, { from: 'asc' }],
    take: 50,
    select: {
      id: true,
      post: true,
      from: true,
      until: true,
      member: { select: { name: true, number: true } },
    },
  })
  return rows.map(({ id, post, from, until, member }) => ({
    ...{ id, post, name: member.name, number: member.number },
    from: from.toISOString().slice(0, 10),
    until: until?.toISOString().slice(0, 10) ?? null,
  }))
}

/** Open organisations that whoever asks keeps, by their place in the tree: for a choice in a form. */
export async function listKept(
  keeps: Keeps,
  { takesMembers = false }: { takesMembers?: boolean } = {},
): Promise<{ id: string; name: string; depth: number }[]> {
  return database().$queryRaw<{ id: string; name: string; depth: number }[]>`
    SELECT o.id, o.name, nlevel(text2ltree(o.path)) AS depth FROM organisation o
    WHERE o.closed_at IS NULL AND (o.takes_members OR NOT ${takesMembers}) AND ${within(keeps, Prisma.sql`o.path`)}
    ORDER BY o.path LIMIT 500`
}

/** Whether there is any organisation that whoever asks keeps. */
export async function hasOrganisations(keeps: Keeps): Promise<boolean> {
  const where = keeps === 'all' ? {} : { path: { in: [...keeps] } }
  return (await database().organisation.findFirst({ where, select: { id: true } })) !== null
}

/** The names of the organisations at whose top she stands. */
export async function namesOfTops(keeps: Keeps): Promise<string[]> {
  if (keeps === 'all') return []
  const rows = await database().organisation.findMany({
    where: { path: { in: [...keeps] } },
    select: { name: true },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ name }) => name)
}
