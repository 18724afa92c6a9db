import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { findAlike } from './likeness.server.ts'
import { monthOf } from './members.ts'
import type { Keeps } from './organisation-tree.server.ts'
import type { QueuedApplication, ReviewedApplication } from './review.ts'
import { within } from './within.server.ts'

const onPage = 20

const Queue = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    phoneLast4: z.string(),
    organisation: z.string(),
    submittedAt: z.date(),
    likenesses: z.coerce.number(),
  }),
)

/** The applications that wait for those who keep these organisations, the longest waiting first; twenty a page. */
export async function listWaiting({
  keeps,
  page,
}: {
  keeps: Keeps
  page: number
}): Promise<{ applications: QueuedApplication[]; more: boolean }> {
  const rows = await database().$queryRaw`
    SELECT a.id, a.name, a.phone_last4 AS "phoneLast4", o.name AS organisation, a.submitted_at AS "submittedAt",
      (SELECT count(*) FROM member m WHERE m.erased_at IS NULL AND (m.identity_hash = a.identity_hash OR m.phone_hash = a.phone_hash
        OR m.person_id = a.person_id OR (m.name = a.name AND m.birth_month = a.birth_month))) AS likenesses
    FROM application a JOIN organisation o ON o.id = a.organisation_id
    WHERE a.status = 'submitted' AND ${within(keeps, Prisma.sql`o.path`)}
    ORDER BY a.submitted_at, a.id LIMIT ${onPage + 1} OFFSET ${page * onPage}`
  const found = Queue.parse(rows).map((row) => ({ ...row, submittedAt: row.submittedAt.toISOString() }))
  return { applications: found.slice(0, onPage), more: found.length > onPage }
}

/** How many applications wait. */
export async function countWaiting(keeps: Keeps): Promise<number> {
  const [row] = await database().$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM application a JOIN organisation o ON o.id = a.organisation_id
    WHERE a.status = 'submitted' AND ${within(keeps, Prisma.sql`o.path`)}`
  return Number(row?.count ?? 0)
}

const Rows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    phoneLast4: z.string(),
    sex: z.enum(Sex).nullable(),
    birthMonth: z.date().nullable(),
    trade: z.enum(Trade).nullable(),
    employment: z.enum(Employment).nullable(),
    identityLast4: z.string().nullable(),
    submittedAt: z.date(),
    organisationId: z.string(),
    organisation: z.string(),
  }),
)

/** One application that waits, with whom it may be; null where it does not wait or is another's to decide. */
export async function findWaiting({
  id,
  keeps,
}: {
  id: string
  keeps: Keeps
}): Promise<ReviewedApplication | null> {
  if (!z.uuid().safeParse(id).success) return null
  const rows = await database().$queryRaw`
    SELECT a.id, a.name, a.phone_last4 AS "phoneLast4", a.sex::text, a.birth_month AS "birthMonth", a.trade::text,
      a.employment::text, a.identity_last4 AS "identityLast4", a.submitted_at AS "submittedAt",
      o.id AS "organisationId", o.name AS organisation
    FROM application a JOIN organisation o ON o.id = a.organisation_id
    WHERE a.id = ${id}::uuid AND a.status = 'submitted' AND ${within(keeps, Prisma.sql`o.path`)}`
  const [row] = Rows.parse(rows)
  if (row === undefined) return null
  const { organisationId, organisation, birthMonth, submittedAt, ...said } = row
  return {
    ...said,
    birthMonth: monthOf(birthMonth),
    submittedAt: submittedAt.toISOString(),
    organisation: { id: organisationId, name: organisation },
    alike: await findAlike(id, keeps),
  }
}
