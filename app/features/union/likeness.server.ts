import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { Sex, Trade } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { monthOf } from './members.ts'
import type { Keeps } from './organisation-tree.server.ts'
import type { LikeMember } from './review.ts'
import { isKept } from './scope.ts'

/** So many are shown at the most: more are alike by name alone, and none of them is she. */
const most = 5

const Rows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    number: z.string(),
    sex: z.enum(Sex).nullable(),
    birthMonth: z.date().nullable(),
    phoneLast4: z.string().nullable(),
    trade: z.enum(Trade).nullable(),
    organisation: z.string().nullable(),
    path: z.string().nullable(),
    byIdentity: z.boolean(),
    byPhone: z.boolean(),
    byAccount: z.boolean(),
  }),
)

/**
 * Members on the roll who may be whoever applies, the surest first: by identity number, account, phone, or name and month
 * of birth. Of those in organisations that the reader does not keep it is said only that there is one.
 */
export async function findAlike(applicationId: string, keeps: Keeps): Promise<LikeMember[]> {
  const rows = await database().$queryRaw`
    SELECT m.id, m.name, m.number, m.sex::text, m.birth_month AS "birthMonth", m.phone_last4 AS "phoneLast4", m.trade::text,
      coalesce(now.name, last.name) AS organisation, coalesce(now.path, last.path) AS path,
      ${byIdentity} AS "byIdentity", ${byPhone} AS "byPhone", m.person_id = a.person_id IS TRUE AS "byAccount"
    FROM application a
    JOIN member m ON m.erased_at IS NULL AND (${byIdentity} OR ${byPhone} OR m.person_id = a.person_id
      OR (m.name = a.name AND m.birth_month = a.birth_month))
    LEFT JOIN LATERAL (${membershipOf(Prisma.sql`s.until IS NULL`)}) now ON true
    LEFT JOIN LATERAL (${membershipOf(Prisma.sql`true`)}) last ON true
    WHERE a.id = ${applicationId}::uuid
    ORDER BY 10 DESC, 12 DESC, 11 DESC, m.name, m.id LIMIT ${most}`
  return Rows.parse(rows).map((row) => ({ id: row.id, by: likenessOf(row), shown: shownOf(row, keeps) }))
}

const byIdentity = Prisma.sql`(m.identity_hash = a.identity_hash) IS TRUE`
const byPhone = Prisma.sql`(m.phone_hash = a.phone_hash) IS TRUE`

function membershipOf(which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT o.name, o.path FROM membership s JOIN organisation o ON o.id = s.organisation_id
    WHERE s.member_id = m.id AND ${which} ORDER BY s.since DESC LIMIT 1`
}

type Row = z.infer<typeof Rows>[number]

function likenessOf({ byIdentity, byAccount, byPhone }: Row): LikeMember['by'] {
  const by: LikeMember['by'] = []
  if (byIdentity) by.push('identity')
  if (byAccount) by.push('account')
  if (byPhone) by.push('phone')
  return by.length > 0 ? by : ['name-and-birth']
}

function shownOf(row: Row, keeps: Keeps): LikeMember['shown'] {
  if (row.path === null || !isKept(keeps, row.path)) return null
  const { name, number, sex, phoneLast4, trade, organisation } = row
  return { name, number, sex, phoneLast4, trade, organisation, birthMonth: monthOf(row.birthMonth) }
}
