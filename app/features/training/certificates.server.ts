import { notify } from '#app/features/identity/index.server.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { emit } from '#app/kernel/outbox.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { personal } from '#app/kernel/personal-keys.server.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { certificateNumber, maskedName, readCertificateNumber } from './certificate-number.ts'
import type { Words } from './courses.ts'
import { hasAttended } from './events/attended.server.ts'

/** The task that opens what a certificate opens: `{ number }`. */
export const openDoorTask = 'training.open-door'
/** The task that closes it again once the certificate is revoked: `{ number }`. */
export const closeDoorTask = 'training.close-door'

interface Asking {
  personId: string
  slug: string
  /** Her real name, as she confirms it. */
  holderName: string
}

/**
 * Gives her the certificate of a course of which she has done every lesson of her version and passed every quiz, and to a
 * class of which she came where the version asks for it; asked again it is the same one, and she is told of it once.
 * Commits together with the job that opens what it opens. 'unfinished': something is missing;
 * 'revoked': one was taken from her, and not for a slip.
 */
export function issueCertificate(
  { personId, slug, holderName }: Asking,
  now = new Date(),
): Promise<Outcome<{ number: string }, 'absent' | 'unfinished' | 'revoked'>> {
  const actor = { kind: 'person', id: personId } as const
  return transact(
    { actor, action: 'certificate.issue', subject: `course:${slug}` },
    async (tx, refuse, note) => {
      const learns = await holdEnrolment(tx, { personId, slug })
      if (learns === null) throw refuse('absent')
      const { courseId, versionId } = learns
      const earlier = await tx.certificate.findMany({
        where: { personId, courseId },
        orderBy: { issuedAt: 'desc' },
      })
      const holds = earlier.find(({ revokedAt }) => revokedAt === null)
      if (holds !== undefined) return { number: holds.number }
      if (earlier.some(({ mayAskAgain }) => !mayAskAgain)) throw refuse('revoked')
      if (!(await isFinished(tx, { personId, courseId, versionId }))) throw refuse('unfinished')
      const number = await nextNumber(tx, now)
      await tx.certificate.create({
        data: { number, personId, courseId, versionId, holderName: holderName.trim(), issuedAt: now },
      })
      if (learns.opensDoor)
        await emit(tx, { task: openDoorTask, payload: { number }, key: `${openDoorTask}/${number}` })
      await tell(tx, { personId, versionId, slug, kind: 'learn:news.issued', params: { number } }, now)
      note({ after: { number, holder: personal(personId, holderName.trim()) } })
      return { number }
    },
  )
}

/** Her enrolment, held to the end of the transaction: she asks once at a time, and does not change versions meanwhile. */
async function holdEnrolment(tx: Transaction, { personId, slug }: { personId: string; slug: string }) {
  const [row] = await tx.$queryRaw<{ courseId: string; versionId: string; opensDoor: boolean }[]>`
    SELECT e.course_id AS "courseId", e.version_id AS "versionId", c.opens_door AS "opensDoor"
    FROM enrolment e JOIN course c ON c.id = e.course_id
    WHERE e.person_id = ${personId}::uuid AND c.slug = ${slug}
    FOR UPDATE OF e`
  return row ?? null
}

/**
 * Every lesson of the version is done and each of its quizzes has an attempt that passed; where the version asks for
 * attendance she also came to a class of the course.
 */
async function isFinished(
  tx: Transaction,
  { personId, courseId, versionId }: { personId: string; courseId: string; versionId: string },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ finished: boolean; needsAttendance: boolean }[]>`
    SELECT v.needs_attendance AS "needsAttendance", EXISTS (SELECT 1 FROM lesson WHERE version_id = v.id)
      AND NOT EXISTS (
        SELECT 1 FROM lesson l WHERE l.version_id = v.id AND (
          NOT EXISTS (SELECT 1 FROM lesson_progress p
            WHERE p.person_id = ${personId}::uuid AND p.lesson_key = l.key AND p.completed_at IS NOT NULL)
          OR l.kind = 'quiz' AND NOT EXISTS (SELECT 1 FROM quiz_attempt a
            WHERE a.person_id = ${personId}::uuid AND a.lesson_key = l.key AND a.passed))) AS finished
    FROM course_version v WHERE v.id = ${versionId}::uuid`
  if (row === undefined || !row.finished) return false
  return !row.needsAttendance || hasAttended(tx, { personId, courseId })
}

/** News for a learner about her certificate of a course; leads to where she has it, or may ask for it. */
async function tell(
  tx: Transaction,
  {
    personId,
    versionId,
    slug,
    ...news
  }: {
    personId: string
    versionId: string
    slug: string
    kind: 'learn:news.issued' | 'learn:news.revoked' | 'learn:news.revokedMayAsk'
    params: Record<string, string>
  },
  now: Date,
): Promise<void> {
  const version = await tx.courseVersion.findUniqueOrThrow({ where: { id: versionId } })
  const titles = { title: version.titleZh, titleEn: version.titleEn }
  const path = `/learn/${slug}/certificate`
  await notify(tx, { personId, kind: news.kind, params: { ...titles, ...news.params }, path }, now)
}

async function nextNumber(tx: Transaction, now: Date): Promise<string> {
  const [row] = await tx.$queryRaw<{ serial: number; year: number }[]>`
    SELECT nextval('certificate_number_seq')::int AS serial,
      extract(year FROM ${now}::timestamptz AT TIME ZONE 'Asia/Shanghai')::int AS year`
  if (row === undefined) throw new Error('no number for a certificate')
  return certificateNumber(row)
}

/**
 * Takes a certificate back, for a reason that stays with it and that she is told. `mayAskAgain`: it was a slip, as in the
 * name, and she may have another. Commits together with the job that closes what it opened.
 */
export function revokeCertificate(
  { number, reason, mayAskAgain = false }: { number: string; reason: string; mayAskAgain?: boolean },
  { actor, now = new Date() }: { actor: Actor; now?: Date },
): Promise<Outcome<void, 'absent'>> {
  const deed = { actor, action: 'certificate.revoke', subject: `certificate:${number}`, why: reason }
  return transact(deed, async (tx, refuse, note) => {
    const [revoked] = await tx.certificate.updateManyAndReturn({
      where: { number, revokedAt: null },
      data: { revokedAt: now, revokedReason: reason.trim(), mayAskAgain },
      select: { personId: true, versionId: true, course: { select: { slug: true } } },
    })
    if (revoked === undefined) throw refuse('absent')
    const { course, ...whose } = revoked
    const kind = mayAskAgain ? 'learn:news.revokedMayAsk' : 'learn:news.revoked'
    await tell(tx, { ...whose, slug: course.slug, kind, params: { number, reason: reason.trim() } }, now)
    await emit(tx, { task: closeDoorTask, payload: { number }, key: `${closeDoorTask}/${number}` })
    note({ after: { mayAskAgain } })
  })
}

export interface OwnCertificate {
  number: string
  holderId: string
  holderName: string
  slug: string
  course: Words
  opensDoor: boolean
  /** Of a course of the demonstration. */
  demo: boolean
  issuedAt: number
  revoked: boolean
}

const shown = {
  include: { course: true, version: { select: { titleZh: true, titleEn: true } } },
} as const

/** Her certificate of a course: the one that holds, else the last that was revoked for good; null where she may ask for one. */
export async function findOwnCertificate(where: {
  personId: string
  slug: string
}): Promise<OwnCertificate | null> {
  const { personId, slug } = where
  const found = await database().certificate.findFirst({
    where: { personId, course: { slug }, OR: [{ revokedAt: null }, { mayAskAgain: false }] },
    orderBy: { revokedAt: { sort: 'desc', nulls: 'first' } },
    ...shown,
  })
  return found && ownView(found)
}

/** The same by its number; whose it is, the policy asks. */
export async function findCertificate(typed: string): Promise<OwnCertificate | null> {
  const number = readCertificateNumber(typed)
  if (number === null) return null
  const found = await database().certificate.findUnique({ where: { number }, ...shown })
  return found && ownView(found)
}

/** What anybody may know of a certificate: its holder only by how her name begins. */
export interface CheckedCertificate {
  number: string
  holder: string
  course: Words
  issuedAt: number
  revoked: boolean
}

/** Whether this number is a genuine certificate; null where there is none. */
export async function checkCertificate(typed: string): Promise<CheckedCertificate | null> {
  const found = await findCertificate(typed)
  if (found === null) return null
  const { number, holderName, course, issuedAt, revoked } = found
  return { number, holder: maskedName(holderName), course, issuedAt, revoked }
}

type Found = NonNullable<Awaited<ReturnType<ReturnType<typeof database>['certificate']['findFirst']>>> & {
  course: { slug: string; opensDoor: boolean; demo: boolean }
  version: { titleZh: string; titleEn: string }
}

function ownView({
  number,
  personId,
  holderName,
  course,
  version,
  issuedAt,
  revokedAt,
}: Found): OwnCertificate {
  return {
    ...{
      number,
      holderId: personId,
      holderName,
      slug: course.slug,
      opensDoor: course.opensDoor,
      demo: course.demo,
    },
    course: { zh: version.titleZh, en: version.titleEn },
    issuedAt: issuedAt.getTime(),
    revoked: revokedAt !== null,
  }
}
