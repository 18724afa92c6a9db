import type { Transaction } from '#app/kernel/database.server.ts'
import { erasedName } from '#app/kernel/erased-name.ts'
import type { Json } from '#app/kernel/json.ts'
import type { PersonalPart } from '#app/kernel/personal-data.server.ts'

/** What she has learnt. Counts of learners stay true: what she did stays, and nobody's name stands on it. */
export const personalPart: PersonalPart = {
  columns: ['certificate.holder_name'],
  async gather(tx, { personId }) {
    if (personId === null) return null
    return {
      courses: await gatherCourses(tx, personId),
      lessons: await gatherLessons(tx, personId),
      quizzes: await gatherQuizzes(tx, personId),
      certificates: await gatherCertificates(tx, personId),
    }
  },
  async erase(tx, { personId }) {
    if (personId === null) return
    await tx.certificate.updateMany({ where: { personId }, data: { holderName: erasedName } })
  },
}

async function gatherCourses(tx: Transaction, personId: string): Promise<Json> {
  const enrolments = await tx.enrolment.findMany({
    where: { personId },
    orderBy: { startedAt: 'asc' },
    include: { version: { select: { titleZh: true } } },
  })
  return enrolments.map(({ version, startedAt }) => ({
    title: version.titleZh,
    startedAt: startedAt.toISOString(),
  }))
}

async function gatherLessons(tx: Transaction, personId: string): Promise<Json> {
  const lessons = await tx.lessonProgress.findMany({ where: { personId }, orderBy: { startedAt: 'asc' } })
  return lessons.map(({ lessonKey, positionSeconds, startedAt, completedAt }) => ({
    ...{ lesson: lessonKey, positionSeconds, startedAt: startedAt.toISOString() },
    completedAt: completedAt?.toISOString() ?? null,
  }))
}

async function gatherQuizzes(tx: Transaction, personId: string): Promise<Json> {
  const attempts = await tx.quizAttempt.findMany({ where: { personId }, orderBy: { at: 'asc' } })
  return attempts.map(({ lessonKey, answers, correct, total, passed, at }) => ({
    ...{ lesson: lessonKey, correct, total, passed, at: at.toISOString(), answers: answers },
  }))
}

async function gatherCertificates(tx: Transaction, personId: string): Promise<Json> {
  const certificates = await tx.certificate.findMany({
    where: { personId },
    orderBy: { issuedAt: 'asc' },
    include: { version: { select: { titleZh: true } } },
  })
  return certificates.map(({ number, holderName, version, issuedAt, revokedAt, revokedReason }) => ({
    ...{ number, name: holderName, course: version.titleZh, issuedAt: issuedAt.toISOString() },
    ...{ revokedAt: revokedAt?.toISOString() ?? null, revokedReason },
  }))
}
