import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { makeOrganisation } from '#app/features/union/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { answerQuiz, findMarked } from './attempts.server.ts'
import {
  checkCertificate,
  closeDoorTask,
  findOwnCertificate,
  issueCertificate,
  openDoorTask,
  revokeCertificate,
} from './certificates.server.ts'
import { checkInMyself } from './events/check-in-myself.server.ts'
import { makeEvent, minute, startsAt } from './events/testing.server.ts'
import { closeDoor, missingForDoor, openDoor, trainingJobs } from './door.server.ts'
import { enrol, moveToNewest } from './enrolments.server.ts'
import { finishReading, reportPlayed } from './progress.server.ts'
import { shownOrder } from './quiz-order.server.ts'
import {
  isDoorOpen,
  lessonsOf,
  makeLearner,
  publishCourse,
  rightAnswers,
  twoQuestions,
  type TestLesson,
} from './testing.server.ts'

beforeEach(freshDatabase)

const actor = { kind: 'system', name: 'test' } as const
const slug = 'live'
const holderName = '王秀英'

/** What she presses on the page who knows (or does not know) the answers. */
function pressed(key: string, { right }: { right: boolean }) {
  return twoQuestions.map((question, place) => {
    const kept = rightAnswers[place] ?? 0
    if (question.kind === 'number') return right ? kept : kept + 1
    const shown = shownOrder(key, place, question).indexOf(kept)
    return right ? shown : (shown + 1) % 3
  })
}

function answer(personId: string, lesson: TestLesson, { right = true, key = randomUUID() } = {}) {
  return answerQuiz({ personId, lessonKey: lesson.key, key, answers: pressed(key, { right }) })
}

function play(personId: string, { key }: TestLesson) {
  return reportPlayed({ personId, lessonKey: key, played: [[0, 100]], position: 100, at: new Date() })
}

function issue(personId: string) {
  return issueCertificate({ personId, slug, holderName })
}

async function finished(opensDoor = false) {
  const [text, quiz] = lessonsOf('text', 'quiz')
  if (!text || !quiz) throw new Error('two lessons')
  await publishCourse(slug, [text, quiz], { opensDoor })
  const personId = await makeLearner()
  await enrol({ personId, slug })
  await finishReading({ personId, lessonKey: text.key })
  await answer(personId, quiz)
  return personId
}

test('a quiz sent again is the same attempt, whatever is answered then', async () => {
  const [quiz] = lessonsOf('quiz')
  if (!quiz) throw new Error('one lesson')
  await publishCourse(slug, [quiz])
  const personId = await makeLearner()
  await enrol({ personId, slug })
  const key = randomUUID()
  const attempt = { key, lessonKey: quiz.key, correct: 0, total: 2, passed: false }
  expect(await answer(personId, quiz, { key, right: false })).toEqual({ ok: true, value: attempt })
  const again = await Promise.all([0, 1, 2].map(() => answer(personId, quiz, { key, right: true })))
  expect(again).toEqual(again.map(() => ({ ok: true, value: attempt })))
  const other = await makeLearner()
  await enrol({ personId: other, slug })
  expect(await answer(other, quiz, { key })).toEqual({ ok: false, reason: 'absent' })
  expect(await database().quizAttempt.count()).toBe(1)
})

test('she is told what was right and why once she has answered, and nobody else is', async () => {
  const [quiz] = lessonsOf('quiz')
  if (!quiz) throw new Error('one lesson')
  await publishCourse(slug, [quiz])
  const personId = await makeLearner()
  await enrol({ personId, slug })
  const key = randomUUID()
  await answer(personId, quiz, { key })
  const own = await findMarked({ personId, lessonKey: quiz.key, key })
  expect(own).toMatchObject({
    passed: true,
    marked: [{ correct: true, right: ['产地'] }, { right: ['36 元'] }],
  })
  expect(await findMarked({ personId: await makeLearner(), lessonKey: quiz.key, key })).toBeNull()
})

test('a quiz of a course that she is not in, or with too few answers, is not marked', async () => {
  const [quiz, text] = lessonsOf('quiz', 'text')
  if (!quiz || !text) throw new Error('two lessons')
  await publishCourse(slug, [quiz, text])
  const personId = await makeLearner()
  expect(await answer(personId, quiz)).toEqual({ ok: false, reason: 'absent' })
  await enrol({ personId, slug })
  expect(await answer(personId, text)).toEqual({ ok: false, reason: 'absent' })
  const few = { personId, lessonKey: quiz.key, key: randomUUID(), answers: [0] }
  expect(await answerQuiz(few)).toEqual({ ok: false, reason: 'misfit' })
})

test('no certificate is without each of its lessons and quizzes, whatever is done in whatever order', async () => {
  const learns = ['learn', 'learn', 'learn', 'learn', 'learn', 'learn', 'learn', 'learn'] as const
  const properly = { text: 'read', video: 'play', clip: 'play', quiz: 'right' } as const
  const step = fc.record({
    deed: fc.constantFrom(
      ...learns,
      'read',
      'play',
      'right',
      'wrong',
      'issue',
      'issue',
      'move',
      'revoke',
      'slip',
    ),
    lesson: fc.nat(4),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 40 }), async (steps) => {
      await freshDatabase()
      const lessons = lessonsOf('text', 'quiz', 'video')
      await publishCourse(slug, lessons, { opensDoor: true })
      const personId = await makeLearner()
      await enrol({ personId, slug })
      const further = [...lessons.slice(1), ...lessonsOf('quiz')]
      await publishCourse(slug, further)
      const model = { hers: lessons, done: new Set<string>(), holds: false, barred: false }
      for (const { deed: chosen, lesson: place } of steps) {
        const lesson = [...lessons, ...further.slice(2)][place]
        if (lesson === undefined) continue
        const deed = chosen === 'learn' ? properly[lesson.kind] : chosen
        const inHers = model.hers.includes(lesson)
        if (deed === 'read' && (await finishReading({ personId, lessonKey: lesson.key }))) {
          expect(lesson.kind === 'text' && inHers).toBe(true)
          model.done.add(lesson.key)
        }
        if (deed === 'play' && (await play(personId, lesson)) !== null) {
          expect(lesson.kind === 'video' && inHers).toBe(true)
          model.done.add(lesson.key)
        }
        if (deed === 'right' || deed === 'wrong') {
          const answered = await answer(personId, lesson, { right: deed === 'right' })
          expect(answered.ok).toBe(lesson.kind === 'quiz' && inHers)
          if (answered.ok && deed === 'right') model.done.add(lesson.key)
        }
        if (deed === 'move') {
          await moveToNewest({ personId, slug })
          model.hers = further
        }
        if (deed === 'issue') {
          const all = model.hers.every(({ key }) => model.done.has(key))
          const issued = await issue(personId)
          expect(issued.ok).toBe(model.holds || (all && !model.barred))
          model.holds = issued.ok
        }
        if ((deed === 'revoke' || deed === 'slip') && model.holds) {
          const { number } = (await findOwnCertificate({ personId, slug })) ?? { number: '' }
          await revokeCertificate({ number, reason: '名字写错了', mayAskAgain: deed === 'slip' }, { actor })
          model.holds = false
          model.barred ||= deed === 'revoke'
        }
      }
      const bare = await database().$queryRaw`
        SELECT c.number FROM certificate c JOIN lesson l ON l.version_id = c.version_id
        WHERE NOT EXISTS (SELECT 1 FROM lesson_progress p WHERE p.person_id = c.person_id AND p.lesson_key = l.key
            AND p.completed_at <= c.issued_at)
          OR l.kind = 'quiz' AND NOT EXISTS (SELECT 1 FROM quiz_attempt a WHERE a.person_id = c.person_id
            AND a.lesson_key = l.key AND a.passed AND a.at <= c.issued_at)`
      expect(bare).toEqual([])
      const holding = await database().certificate.count({ where: { personId, revokedAt: null } })
      expect(holding).toBe(model.holds ? 1 : 0)
    }),
    { numRuns: 12 },
  )
}, 120_000)

test('a course with nothing done, or that asks for a class, gives no certificate', async () => {
  const lessons = lessonsOf('text')
  await publishCourse(slug, lessons, { needsAttendance: true })
  const personId = await makeLearner()
  expect(await issue(personId)).toEqual({ ok: false, reason: 'absent' })
  await enrol({ personId, slug })
  expect(await issue(personId)).toEqual({ ok: false, reason: 'unfinished' })
  await finishReading({ personId, lessonKey: lessons[0]?.key ?? '' })
  expect(await issue(personId)).toEqual({ ok: false, reason: 'unfinished' })
})

test('where a class is asked for, whoever came to one of this course has her certificate, and nobody else', async () => {
  const lessons = lessonsOf('text')
  const versionId = await publishCourse(slug, lessons, { needsAttendance: true, opensDoor: true })
  const { courseId } = await database().courseVersion.findUniqueOrThrow({ where: { id: versionId } })
  const { id: organisationId } = await makeOrganisation('晓阳村工会')
  const elsewhere = await makeEvent(organisationId, { courseId: null })
  const event = await makeEvent(organisationId, { courseId })
  const personId = await makeLearner()
  await enrol({ personId, slug })
  await finishReading({ personId, lessonKey: lessons[0]?.key ?? '' })
  const come = (eventId: string) =>
    checkInMyself({ eventId, personId, key: randomUUID(), scannedAt: startsAt }, minute(1))
  await come(elsewhere)
  expect(await issue(personId)).toEqual({ ok: false, reason: 'unfinished' })
  expect(await missingForDoor(personId)).toMatchObject({ missing: 0, mayAsk: false })
  await come(event)
  expect(await missingForDoor(personId)).toMatchObject({ missing: 0, mayAsk: true })
  expect(await issue(personId)).toMatchObject({ ok: true })
})

test('asked for ten times at once there is one certificate', async () => {
  const personId = await finished()
  const issued = await Promise.all(Array.from({ length: 10 }, () => issue(personId)))
  expect(new Set(issued.map((one) => one.ok && one.value.number)).size).toBe(1)
  expect(await database().certificate.count()).toBe(1)
})

test('strangers are told that a number is genuine, and of its holder how her name begins', async () => {
  const personId = await finished()
  const issued = await issue(personId)
  if (!issued.ok) throw new Error(issued.reason)
  const { number } = issued.value
  expect(await checkCertificate(number.toLowerCase())).toMatchObject({
    number,
    holder: '王**',
    revoked: false,
  })
  expect(JSON.stringify(await checkCertificate(number))).not.toContain(holderName)
  await revokeCertificate({ number, reason: '冒名' }, { actor })
  expect(await checkCertificate(number)).toMatchObject({ revoked: true })
  expect(await checkCertificate('HD-2026-999999-0')).toBeNull()
  expect(await revokeCertificate({ number, reason: '再来' }, { actor })).toEqual({
    ok: false,
    reason: 'absent',
  })
})

/** The jobs of the courses that wait in the outbox. */
async function doorJobs(): Promise<unknown[]> {
  const jobs = await database().$queryRaw<{ payload: { task: string } }[]>`
    SELECT payload FROM graphile_worker._private_jobs`
  return jobs.map(({ payload }) => payload).filter(({ task }) => task.startsWith('training.'))
}

/** What she was told, by kind, with where it leads. */
function newsOf(personId: string) {
  return database().notification.findMany({
    where: { personId },
    orderBy: { at: 'asc' },
    select: { kind: true, params: true, path: true },
  })
}

async function issuedTo(personId: string): Promise<string> {
  const came = await issue(personId)
  if (!came.ok) throw new Error(came.reason)
  await openDoor(came.value.number)
  return came.value.number
}

test('she is told once that she has it, and once that it was taken back and why', async () => {
  const personId = await finished()
  const number = await issuedTo(personId)
  await issue(personId)
  const titles = { title: '直播带货', titleEn: 'Selling live' }
  const path = `/learn/${slug}/certificate`
  const first = { kind: 'learn:news.issued', params: { ...titles, number }, path }
  expect(await newsOf(personId)).toEqual([first])
  await revokeCertificate({ number, reason: '名字写错', mayAskAgain: true }, { actor })
  await revokeCertificate({ number, reason: '名字写错', mayAskAgain: true }, { actor })
  const params = { ...titles, number, reason: '名字写错' }
  expect(await newsOf(personId)).toEqual([first, { kind: 'learn:news.revokedMayAsk', params, path }])
})

test('a certificate that is revoked closes the door that it opened, also when the job runs twice', async () => {
  const personId = await finished(true)
  const number = await issuedTo(personId)
  await revokeCertificate({ number, reason: '冒名' }, { actor })
  expect(await doorJobs()).toContainEqual({ task: closeDoorTask, payload: { number } })
  expect(await isDoorOpen(personId)).toBe(true)
  await trainingJobs[closeDoorTask]?.({ number })
  await trainingJobs[closeDoorTask]?.({ number })
  expect(await isDoorOpen(personId)).toBe(false)
})

test('the door stays open that staff opened for a reason of their own, and while a certificate holds', async () => {
  const personId = await finished(true)
  const person = { personId, privilege: 'broadcast_publicly' } as const
  await database().privilegeGrant.create({ data: { ...person, reason: '老主播', grantedAt: new Date() } })
  const number = await issuedTo(personId)
  await closeDoor(number)
  expect(await isDoorOpen(personId), 'it holds').toBe(true)
  await revokeCertificate({ number, reason: '冒名' }, { actor })
  await closeDoor(number)
  expect(await isDoorOpen(personId), 'staff gave it').toBe(true)
})

test('of two certificates that open the door one is enough', async () => {
  const personId = await finished(true)
  const number = await issuedTo(personId)
  const [text] = lessonsOf('text')
  await publishCourse('other', text ? [text] : [], { opensDoor: true })
  await enrol({ personId, slug: 'other' })
  await finishReading({ personId, lessonKey: text?.key ?? '' })
  const other = await issueCertificate({ personId, slug: 'other', holderName })
  if (!other.ok) throw new Error(other.reason)
  await openDoor(other.value.number)
  await revokeCertificate({ number, reason: '冒名' }, { actor })
  await closeDoor(number)
  expect(await isDoorOpen(personId)).toBe(true)
  await revokeCertificate({ number: other.value.number, reason: '冒名' }, { actor })
  await closeDoor(other.value.number)
  expect(await isDoorOpen(personId)).toBe(false)
})

test('the certificate opens the door once: what staff take back stays taken, though the job runs again', async () => {
  const personId = await finished(true)
  expect(await missingForDoor(personId)).toMatchObject({
    slug,
    done: 2,
    lessons: 2,
    missing: 0,
    mayAsk: true,
  })
  const issued = await issue(personId)
  if (!issued.ok) throw new Error(issued.reason)
  const payload = { number: issued.value.number }
  expect(await doorJobs()).toEqual([{ task: openDoorTask, payload }])
  await trainingJobs[openDoorTask]?.(payload)
  expect(await isDoorOpen(personId)).toBe(true)
  expect(await missingForDoor(personId)).toBeNull()
  const grant = await database().privilegeGrant.findFirstOrThrow({ where: { personId } })
  expect(grant.reason).toBe(issued.value.number)
  await database().privilegeGrant.update({ where: { id: grant.id }, data: { endedAt: new Date() } })
  await openDoor(issued.value.number)
  expect(await isDoorOpen(personId)).toBe(false)
})

test('a certificate that was revoked before the job ran opens nothing', async () => {
  const personId = await finished(true)
  const issued = await issue(personId)
  if (!issued.ok) throw new Error(issued.reason)
  await revokeCertificate({ number: issued.value.number, reason: '冒名' }, { actor })
  await openDoor(issued.value.number)
  expect(await isDoorOpen(personId)).toBe(false)
})

test('a course that opens no door leaves no job behind', async () => {
  const personId = await finished(false)
  expect(await issue(personId)).toMatchObject({ ok: true })
  expect(await doorJobs()).toEqual([])
})

test('whoever has begun nothing is told of the whole course that opens the door', async () => {
  await publishCourse('food', lessonsOf('text'))
  expect(await missingForDoor(await makeLearner())).toBeNull()
  await publishCourse(slug, lessonsOf('text', 'quiz'), { opensDoor: true })
  expect(await missingForDoor(await makeLearner())).toMatchObject({
    slug,
    enrolled: false,
    done: 0,
    lessons: 2,
  })
})
