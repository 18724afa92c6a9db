import { database } from '#app/kernel/database.server.ts'
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

/** The newest certificates, of one course where it is named; `before`, in ms, is where the page before this one stopped. */
export async function listCertificates({
  slug,
  before,
}: {
  slug: string | null
  before?: Date | undefined
}): Promise<{ certificates: GovernedCertificate[]; earlier: number | null }> {
  const rows = await database().certificate.findMany({
    where: { ...(slug === null ? {} : { course: { slug } }), issuedAt: { lt: before } },
    orderBy: { issuedAt: 'desc' },
    take: onPage + 1,
    ...shown,
  })
  const page = rows.slice(0, onPage).map(viewOf)
  return { certificates: page, earlier: rows.length > onPage ? (page.at(-1)?.issuedAt ?? null) : null }
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
