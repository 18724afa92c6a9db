import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { Sex, Trade } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { monthOf } from '../members.ts'
import type { Keeps } from '../organisation-tree.server.ts'
import { within } from '../within.server.ts'
import { onPage, type Asked, type DirectoryRow } from './directory.ts'
import { isFound } from './found.server.ts'
import { lastMembership } from './kept-member.server.ts'
import { readSearch, type Search } from './search.ts'

const Rows = z.array(
  z.object({
    id: z.string(),
    number: z.string(),
    name: z.string(),
    sex: z.enum(Sex).nullable(),
    birthMonth: z.date().nullable(),
    trade: z.enum(Trade).nullable(),
    phoneLast4: z.string().nullable(),
    organisation: z.string(),
    at: z.date(),
    demo: z.boolean(),
  }),
)

/** The members whom whoever asks keeps and who are asked for, by name as a dictionary has them; thirty a page, the first being 0. */
export async function listMembers({
  keeps,
  page,
  ...asked
}: Asked & { keeps: Keeps; page: number }): Promise<DirectoryRow[]> {
  const rows = await database().$queryRaw`
    SELECT m.id, m.number, m.name, m.sex::text, m.birth_month AS "birthMonth", m.trade::text,
      m.phone_last4 AS "phoneLast4", o.name AS organisation, coalesce(s.until, s.since) AS at, m.demo
    ${await membersAsked(asked, keeps)}
    ORDER BY m.name, m.id LIMIT ${onPage} OFFSET ${page * onPage}`
  return Rows.parse(rows).map(({ at, birthMonth, ...row }) => ({
    ...row,
    birthMonth: monthOf(birthMonth),
    at: at.toISOString(),
  }))
}

/** How many they are. */
export async function countMembers({ keeps, ...asked }: Asked & { keeps: Keeps }): Promise<number> {
  const [row] = await database().$queryRaw<{ count: bigint }[]>`
    SELECT count(*) ${await membersAsked(asked, keeps)}`
  return Number(row?.count ?? 0)
}

/**
 * The members who have this whole phone or identity number, by their ids; two at the most, since several may share a phone.
 * None where it is neither, and for those whom whoever asks does not keep.
 */
export async function findByWholeNumber(search: Search, keeps: Keeps): Promise<string[]> {
  if (search.kind !== 'phone' && search.kind !== 'identity') return []
  const found = await database().$queryRaw<{ id: string }[]>`
    SELECT m.id FROM member m CROSS JOIN LATERAL (${lastMembership}) s
    JOIN organisation o ON o.id = s.organisation_id
    WHERE m.erased_at IS NULL AND ${isFound(search)} AND ${within(keeps, Prisma.sql`o.path`)} LIMIT 2`
  return found.map(({ id }) => id)
}

/** From which rows, and which of them: members m, their time s, their organisation o. */
async function membersAsked(
  { search, organisation, trade, sex, left }: Asked,
  keeps: Keeps,
): Promise<Prisma.Sql> {
  const conditions = [
    Prisma.sql`m.erased_at IS NULL`,
    within(keeps, Prisma.sql`o.path`),
    ...(organisation === null ? [] : [within(await pathOf(organisation), Prisma.sql`o.path`)]),
    ...(trade === null ? [] : [Prisma.sql`m.trade = ${trade}::trade`]),
    ...(sex === null ? [] : [Prisma.sql`m.sex = ${sex}::sex`]),
    isFound(readSearch(search)),
  ]
  return Prisma.sql`
    FROM member m JOIN membership s ON s.member_id = m.id AND ${left ? isLast : Prisma.sql`s.until IS NULL`}
    JOIN organisation o ON o.id = s.organisation_id WHERE ${Prisma.join(conditions, ' AND ')}`
}

/** The time after which there is none. */
const isLast = Prisma.sql`s.ended_by = 'left' AND NOT EXISTS (
  SELECT FROM membership x WHERE x.member_id = s.member_id AND (x.until IS NULL OR x.since > s.since))`

/** The path of an organisation; none where there is no such one. */
async function pathOf(id: string): Promise<string[]> {
  if (!z.uuid().safeParse(id).success) return []
  const row = await database().organisation.findUnique({ where: { id }, select: { path: true } })
  return row === null ? [] : [row.path]
}
