import { z } from 'zod'
import { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { AskedRow, Candidate } from './judge.ts'

const Rows = z.array(
  z.object({
    line: z.int(),
    id: z.string(),
    number: z.string(),
    name: z.string(),
    phoneHash: z.string().nullable(),
    identityHash: z.string().nullable(),
    sex: z.enum(Sex).nullable(),
    birthMonth: z.string().nullable(),
    trade: z.enum(Trade).nullable(),
    employment: z.enum(Employment),
    organisationId: z.string().nullable(),
    path: z.string().nullable(),
    isCurrent: z.boolean(),
    since: z.number(),
  }),
)

/**
 * Whom each of these rows may mean, by line: one statement for all of them. Members who were erased are nobody.
 * `lockFound` keeps each of them as she is until the transaction ends.
 */
export async function findCandidates(
  tx: Transaction,
  rows: readonly AskedRow[],
  { lockFound = false }: { lockFound?: boolean } = {},
): Promise<Map<number, Candidate[]>> {
  const asked = JSON.stringify(rows.map(askedColumns))
  await planAnew(tx)
  if (lockFound) await lock(tx, asked)
  const found = await tx.$queryRaw`
    SELECT a.line, m.id, m.number, m.name, m.phone_hash AS "phoneHash", m.identity_hash AS "identityHash", m.sex::text,
      to_char(m.birth_month, 'YYYY-MM') AS "birthMonth", m.trade::text, m.employment::text,
      s.organisation_id AS "organisationId", o.path, s.until IS NULL AND s.organisation_id IS NOT NULL AS "isCurrent",
      (extract(epoch FROM m.created_at) * 1000)::float8 AS since
    FROM json_to_recordset(${asked}::json)
      AS a(line int, name text, phone text, identity text, number text, month date, organisation uuid)
    CROSS JOIN LATERAL (
      SELECT id FROM member WHERE identity_hash = a.identity
      UNION SELECT id FROM member WHERE phone_hash = a.phone
      UNION SELECT id FROM member WHERE number = a.number
      UNION SELECT id FROM member n WHERE n.name = a.name AND (a.identity IS NULL OR n.identity_hash IS NULL)
        AND (n.birth_month = a.month OR ((a.phone IS NULL OR n.phone_hash IS NULL) AND (a.month IS NULL OR n.birth_month IS NULL)))
    ) c
    JOIN member m ON m.id = c.id AND m.erased_at IS NULL
    LEFT JOIN LATERAL (
      SELECT organisation_id, until FROM membership WHERE member_id = m.id
      ORDER BY until IS NULL DESC, since DESC LIMIT 1) s ON true
    LEFT JOIN organisation o ON o.id = s.organisation_id
    ORDER BY a.line, m.number`
  const byLine = new Map<number, Candidate[]>()
  for (const { line, ...candidate } of Rows.parse(found)) {
    const list = byLine.get(line)
    if (list === undefined) byLine.set(line, [candidate])
    else list.push(candidate)
  }
  return byLine
}

function askedColumns({
  line,
  name,
  phoneHash,
  identityHash,
  memberNumber,
  birthMonth,
  organisationId,
}: AskedRow) {
  return {
    ...{
      line,
      name,
      phone: phoneHash,
      identity: identityHash,
      number: memberNumber,
      organisation: organisationId,
    },
    month: birthMonth === null ? null : `${birthMonth}-01`,
  }
}

/**
 * A plan that was made for an empty roll would read all of it for every row: each statement of this transaction is planned
 * for what there is now.
 */
async function planAnew(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SET LOCAL plan_cache_mode = force_custom_plan`
  await tx.$executeRaw`SET LOCAL enable_seqscan = off`
  await countUnseen(tx)
}

/**
 * PostgreSQL counts a table by itself after many changes, also those of an import that was broken off. Where it did so while this
 * transaction fills an empty roll, it saw its pages and nobody in them: every index looks equally good then, and it may read all of
 * one for every row. This transaction sees its own members.
 */
async function countUnseen(tx: Transaction): Promise<void> {
  const [counted] = await tx.$queryRaw<{ sawNobody: boolean }[]>`
    SELECT bool_or(reltuples = 0 AND relpages > 0) AS "sawNobody" FROM pg_class
    WHERE oid IN ('member'::regclass, 'membership'::regclass)`
  if (counted?.sawNobody) await tx.$executeRaw`ANALYZE member, membership`
}

/**
 * In the order of their ids, as whoever locks several does, and before they are read. Found first and locked then: in one
 * statement, PostgreSQL may look through all the rows asked for with every member.
 */
async function lock(tx: Transaction, asked: string): Promise<void> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT c.id FROM json_to_recordset(${asked}::json) AS a(name text, phone text, identity text, number text)
    CROSS JOIN LATERAL (
      SELECT id FROM member WHERE identity_hash = a.identity
      UNION ALL SELECT id FROM member n WHERE n.phone_hash = a.phone AND n.name = a.name
      UNION ALL SELECT id FROM member n WHERE n.number = a.number AND n.name = a.name
    ) c`
  if (found.length === 0) return
  const ids = found.map(({ id }) => id)
  await tx.$executeRaw`SELECT 1 FROM member WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
}
