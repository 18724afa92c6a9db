import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { OrganisationKind } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { districtsNamed } from '#app/kernel/divisions.server.ts'
import type { Place, Places } from './places.ts'

/** So many at once: who finds more says more. */
const most = 30

const Rows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(OrganisationKind),
    takesMembers: z.boolean(),
    hasUnder: z.boolean(),
    above: z.string(),
  }),
)

/** Open organisations by name, by its sounds, or by the district that they are in; or, without a search, those under one. */
export async function findPlaces({
  search,
  under,
}: {
  search: string
  under: string | null
}): Promise<Places> {
  const words = search.trim().slice(0, 40)
  const parent = words === '' && under !== null ? await findParent(under) : null
  const which = words === '' ? underWhich(parent?.id ?? null) : named(words)
  return { search: words, under: parent, found: await listPlaces(which) }
}

/** The organisation that an invitation leads to; null where the code is no longer good. */
export async function findInvited(code: string): Promise<{ id: string; name: string } | null> {
  return database().organisation.findFirst({
    where: {
      inviteCode: code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase(),
      closedAt: null,
      takesMembers: true,
    },
    select: { id: true, name: true },
  })
}

function findParent(id: string) {
  if (!z.uuid().safeParse(id).success) return null
  return database().organisation.findFirst({
    where: { id, closedAt: null },
    select: { id: true, name: true, parentId: true },
  })
}

function underWhich(id: string | null): Prisma.Sql {
  return id === null ? Prisma.sql`o.parent_id IS NULL` : Prisma.sql`o.parent_id = ${id}::uuid`
}

function named(words: string): Prisma.Sql {
  const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  const sounds = like.toLowerCase().replaceAll(' ', '')
  return Prisma.sql`(o.name ILIKE ${like} OR o.pinyin LIKE ${sounds} OR o.division_code = ANY(${districtsNamed(words)}))`
}

async function listPlaces(which: Prisma.Sql): Promise<Place[]> {
  const rows = await database().$queryRaw`
    SELECT o.id, o.name, o.kind::text, o.takes_members AS "takesMembers",
      EXISTS (SELECT FROM organisation c WHERE c.parent_id = o.id AND c.closed_at IS NULL) AS "hasUnder",
      coalesce((SELECT string_agg(p.name, ' › ' ORDER BY length(p.path)) FROM organisation p
        WHERE text2ltree(p.path) @> text2ltree(o.path) AND p.id <> o.id), '') AS above
    FROM organisation o WHERE o.closed_at IS NULL AND ${which}
    ORDER BY o.takes_members DESC, o.name, o.id LIMIT ${most}`
  return Rows.parse(rows)
}
