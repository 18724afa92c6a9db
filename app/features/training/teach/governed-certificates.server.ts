import { Prisma } from '#app/generated/prisma/client.ts'
import { isFound } from '#app/features/union/index.server.ts'
import { readSearch, type Search } from '#app/features/union/index.ts'
import { database } from '#app/kernel/database.server.ts'
import { placeText, type PlaceInList } from '#app/kernel/page-number.ts'
import { readCertificateNumber } from '../certificate-number.ts'
import type { Words } from '../courses.ts'

/** A certificate as whoever may take it back sees it. */
export interface GovernedCertificate {
  number: string
  holder: string
  course: Words
  /** It lets her broadcast publicly. */
  opensDoor: boolean
  /** In ms. */
  issuedAt: number
  revoked: { at: number; reason: string; mayAskAgain: boolean } | null
}

const onPage = 50

/**
 * The newest certificates: of one course where it is named, of those who are found by what was typed, and of those before a
 * place where one is given. `earlier` is where the next page begins. Found as members are: by name, by pinyin, by the ending of
 * a phone or by member number; and by the name on the certificate itself, whether or not she is a member.
 */
export async function listCertificates({
  slug,
  find,
  before,
}: {
  slug: string | null
  find: string
  before?: PlaceInList | undefined
}): Promise<{ certificates: GovernedCertificate[]; earlier: string | null }> {
  const ids = await database().$queryRaw<{ id: string }[]>`
    SELECT c.id FROM certificate c JOIN course k ON k.id = c.course_id
    WHERE ${slug === null ? Prisma.sql`true` : Prisma.sql`k.slug = ${slug}`} AND ${isHeldBy(readSearch(find))}
      AND ${before === undefined ? Prisma.sql`true` : Prisma.sql`(c.issued_at, c.id) < (${before.at}::timestamptz, ${before.id}::uuid)`}
    ORDER BY c.issued_at DESC, c.id DESC LIMIT ${onPage + 1}`
  const rows = await database().certificate.findMany({
    where: { id: { in: ids.slice(0, onPage).map(({ id }) => id) } },
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    ...shown,
  })
  const last = ids.length > onPage ? rows.at(-1) : undefined
  return {
    certificates: rows.map(viewOf),
    earlier: last === undefined ? null : placeText({ at: last.issuedAt, id: last.id }),
  }
}

/** The condition that `certificate c` is held by whom a search means. */
function isHeldBy(search: Search): Prisma.Sql {
  if (search.kind === 'everybody') return Prisma.sql`true`
  return Prisma.sql`(${isNamed(search)}
    OR c.person_id IN (SELECT m.person_id FROM member m WHERE m.erased_at IS NULL AND ${isFound(search)}))`
}

/** The same by the certificate and its holder's account alone: not all who learn are members. */
function isNamed(search: Search): Prisma.Sql {
  if (search.kind === 'name') return Prisma.sql`strpos(replace(c.holder_name, ' ', ''), ${search.name}) > 0`
  // A name that is written in letters.
  if (search.kind === 'sounds')
    return Prisma.sql`strpos(regexp_replace(lower(c.holder_name), '[^a-z0-9]', '', 'g'), ${search.sounds}) > 0`
  if (search.kind === 'ending')
    return Prisma.sql`c.person_id IN (SELECT p.id FROM person p WHERE p.phone_last4 = ${search.digits})`
  return Prisma.sql`false`
}

/** The certificate of this number, however it was typed; null where there is none. */
export async function findGoverned(typed: string): Promise<GovernedCertificate | null> {
  const number = readCertificateNumber(typed)
  const row =
    number === null ? null : await database().certificate.findUnique({ where: { number }, ...shown })
  return row && viewOf(row)
}

/** The courses of which there can be certificates. */
export async function listCertifying(): Promise<{ slug: string; title: Words }[]> {
  const courses = await database().course.findMany({
    where: { versions: { some: { status: { not: 'draft' } } } },
    orderBy: { createdAt: 'asc' },
    include: { versions: { where: { status: { not: 'draft' } }, orderBy: { number: 'desc' }, take: 1 } },
  })
  return courses.flatMap(({ slug, versions: [version] }) =>
    version === undefined ? [] : [{ slug, title: { zh: version.titleZh, en: version.titleEn } }],
  )
}

const shown = { include: { course: true, version: { select: { titleZh: true, titleEn: true } } } } as const

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof database>['certificate']['findFirst']>>> & {
  course: { opensDoor: boolean }
  version: { titleZh: string; titleEn: string }
}

function viewOf({ number, holderName, course, version, issuedAt, ...row }: Row): GovernedCertificate {
  const { revokedAt, revokedReason, mayAskAgain } = row
  return {
    ...{ number, holder: holderName, opensDoor: course.opensDoor, issuedAt: issuedAt.getTime() },
    course: { zh: version.titleZh, en: version.titleEn },
    revoked:
      revokedAt === null ? null : { at: revokedAt.getTime(), reason: revokedReason ?? '', mayAskAgain },
  }
}
