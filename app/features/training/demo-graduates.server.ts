import { seedDemoBroadcasts, type DemoHost } from '#app/features/live/index.server.ts'
import { giveDemoAccounts, seedDemoLecturer } from '#app/features/union/index.server.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import {
  began,
  broadcastTitles,
  graduatesCourse as slug,
  graduatesOfRoll,
  graduatesWithShops,
} from '#prisma/seed/graduates.ts'
import { issueCertificate } from './certificates.server.ts'

const demo = { kind: 'system', name: 'demo' } as const
const day = 24 * 3_600_000

interface Graduate {
  personId: string
  name: string
  issuedAt: Date
}

/**
 * More than twenty of the federation's members have learnt to sell live and have been on air since; a lecturer teaches at its
 * classes. Certificates are issued as anybody's are. False where the federation or the course is not there: it is tried again at the next start.
 */
export async function seedDemoGraduates(now = new Date()): Promise<boolean> {
  const deed = { actor: demo, action: 'demo.seed-graduates', subject: `course:${slug}` }
  const begun = await transact<void, 'nothing-to-learn'>(deed, async (tx, refuse) => {
    const version = await tx.courseVersion.findFirst({
      where: { course: { slug }, status: 'published' },
      orderBy: { number: 'desc' },
    })
    const lecturer = version && (await seedDemoLecturer(tx, now))
    if (!lecturer) throw refuse('nothing-to-learn')
    // Commits together with all below: what a crash cut short goes on behind it.
    if (!lecturer.isNew) return
    await teachAll(tx, lecturer.personId)
    const people = await giveDemoAccounts(tx, { people: graduatesWithShops, more: graduatesOfRoll, now })
    await learn(tx, { people, version, now })
  })
  if (!begun.ok) return false
  const graduates = await findGraduates()
  for (const { personId, name: holderName, issuedAt } of graduates)
    await issueCertificate({ personId, slug, holderName }, issuedAt)
  await database().$transaction((tx) =>
    seedDemoBroadcasts(
      tx,
      graduates.map((one, place) => hostOf(one, place, now)),
    ),
  )
  return true
}

async function teachAll(tx: Transaction, personId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO event_lecturer (event_id, person_id) SELECT id, ${personId}::uuid FROM training_event WHERE demo
    ON CONFLICT DO NOTHING`
}

interface Learning {
  people: readonly string[]
  version: { id: string; courseId: string }
  now: Date
}

/** They did every lesson and answered every quiz rightly, one after the other over the years. */
async function learn(tx: Transaction, { people, version, now }: Learning): Promise<void> {
  const { id: versionId, courseId } = version
  const apart = (began.first - began.last) / Math.max(1, people.length - 1)
  await tx.enrolment.createMany({
    data: people.map((personId, place) => ({
      ...{ personId, courseId, versionId },
      startedAt: new Date(now.getTime() - (began.first - Math.round(place * apart)) * day),
    })),
    skipDuplicates: true,
  })
  const done = `${began.days - 1} days`
  await tx.$executeRaw`
    INSERT INTO lesson_progress (person_id, lesson_key, started_at, changed_at, completed_at)
    SELECT e.person_id, l.key, e.started_at, e.started_at + ${done}::interval, e.started_at + ${done}::interval
    FROM enrolment e JOIN lesson l ON l.version_id = e.version_id
    WHERE e.course_id = ${courseId}::uuid AND e.person_id = ANY(${[...people]}::uuid[])
    ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    INSERT INTO quiz_attempt (id, key, person_id, lesson_key, version_id, answers, correct, total, passed, at)
    SELECT gen_random_uuid(), gen_random_uuid(), e.person_id, l.key, e.version_id, right_ones.answers, right_ones.total,
      right_ones.total, true, e.started_at + ${done}::interval
    FROM enrolment e JOIN lesson l ON l.version_id = e.version_id AND l.kind = 'quiz',
    LATERAL (SELECT count(*)::int AS total, jsonb_agg(coalesce(q -> 'right',
        to_jsonb(ARRAY(SELECT generate_series(0, jsonb_array_length(q -> 'options') - 1))))) AS answers
      FROM jsonb_array_elements(l.questions) q) right_ones
    WHERE e.course_id = ${courseId}::uuid AND e.person_id = ANY(${[...people]}::uuid[])`
}

/** The demo's members who have done the whole course, by their names on the roll. */
async function findGraduates(): Promise<Graduate[]> {
  const rows = await database().$queryRaw<{ personId: string; name: string; startedAt: Date }[]>`
    SELECT p.id AS "personId", m.name, e.started_at AS "startedAt"
    FROM enrolment e JOIN course c ON c.id = e.course_id JOIN person p ON p.id = e.person_id
    JOIN member m ON m.person_id = p.id
    WHERE c.slug = ${slug} AND p.demo AND NOT EXISTS (
      SELECT FROM lesson l LEFT JOIN lesson_progress d ON d.person_id = p.id AND d.lesson_key = l.key
      WHERE l.version_id = e.version_id AND d.completed_at IS NULL)
    ORDER BY e.started_at, p.id`
  return rows.map(({ startedAt, ...one }) => ({
    ...one,
    issuedAt: new Date(startedAt.getTime() + began.days * day),
  }))
}

/** On air some weeks after her certificate, in the evening, one to three times, and once more not long ago. */
function hostOf({ personId, name, issuedAt }: Graduate, place: number, now: Date): DemoHost {
  const broadcasts = Array.from({ length: 1 + (place % 3) }, (_, turn) => ({
    at: new Date(Math.min(issuedAt.getTime() + (9 + 17 * turn) * day, now.getTime() - (3 - turn) * day)),
    title: broadcastTitles[(place + turn) % broadcastTitles.length] ?? '',
  }))
  const lately = new Date(now.getTime() - (12 + 7 * place) * day)
  if (broadcasts.every(({ at }) => lately.getTime() - at.getTime() > 10 * day))
    broadcasts.push({ at: lately, title: broadcastTitles[place % broadcastTitles.length] ?? '' })
  return { personId, name, broadcasts }
}
