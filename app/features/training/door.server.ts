import { z } from 'zod'
import { addPrivilege, dropPrivilege } from '#app/features/identity/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Jobs } from '#app/kernel/outbox.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { listCourses } from './catalog.server.ts'
import { closeDoorTask, openDoorTask } from './certificates.server.ts'
import { missingLessons, needsClass, nextLesson, type Words } from './courses.ts'

const actor = { kind: 'system', name: 'training' } as const
const privilege = 'broadcast_publicly'
const Payload = z.object({ number: z.string() })

/** What the outbox runs for the courses. */
export const trainingJobs: Jobs = {
  [openDoorTask]: async (payload) => openDoor(Payload.parse(payload).number),
  [closeDoorTask]: async (payload) => closeDoor(Payload.parse(payload).number),
}

/**
 * Grants what a certificate brings: to go on air for everybody. Once for each certificate: what staff take back later
 * stays taken. A certificate that was revoked meanwhile opens nothing.
 */
export async function openDoor(number: string, now = new Date()): Promise<void> {
  await transact<void, 'opened-already'>(
    { actor, action: 'privilege.grant', subject: 'person', why: number },
    async (tx, refuse, note) => {
      const [opened] = await tx.certificate.updateManyAndReturn({
        where: { number, doorOpenedAt: null, revokedAt: null, course: { opensDoor: true } },
        data: { doorOpenedAt: now },
        select: { personId: true },
      })
      if (opened === undefined) throw refuse('opened-already')
      const { personId } = opened
      await addPrivilege(tx, { personId, privilege, reason: number }, { actor, now })
      note({ subject: `person:${personId}`, after: { privilege } })
    },
  )
}

/**
 * Ends what a revoked certificate had opened, once. What staff gave her for a reason of their own stays, and so does the
 * open door where another certificate of hers would have opened it: that one is its reason from now on.
 */
export async function closeDoor(number: string, now = new Date()): Promise<void> {
  await transact<void, 'not-its-door'>(
    { actor, action: 'privilege.end', subject: 'person', why: number },
    async (tx, refuse, note) => {
      const revoked = await tx.certificate.findFirst({
        where: { number, revokedAt: { not: null } },
        select: { personId: true },
      })
      if (revoked === null) throw refuse('not-its-door')
      const { personId } = revoked
      if (!(await dropPrivilege(tx, { personId, privilege, reason: number }, { now })))
        throw refuse('not-its-door')
      const other = await findOpener(tx, personId)
      if (other !== null) await addPrivilege(tx, { personId, privilege, reason: other }, { actor, now })
      note({ subject: `person:${personId}`, before: { privilege }, after: { keptBy: other } })
    },
  )
}

/** The number of another certificate of hers that has opened the door and holds. */
async function findOpener(tx: Transaction, personId: string): Promise<string | null> {
  const other = await tx.certificate.findFirst({
    where: { personId, revokedAt: null, doorOpenedAt: { not: null } },
    orderBy: { issuedAt: 'asc' },
    select: { number: true },
  })
  return other?.number ?? null
}

/** What somebody still has to do until she may go on air for everybody, and where. */
export interface MissingForDoor {
  slug: string
  course: Words
  enrolled: boolean
  done: number
  lessons: number
  /** The lesson to go on with; null where all are done. */
  next: { key: string; title: Words } | null
  missing: number
  /** All is done: the certificate is hers to ask for. */
  mayAsk: boolean
}

/** For the page from which she would go live; null where no course opens the door, or its certificate is hers already. */
export async function missingForDoor(personId: string): Promise<MissingForDoor | null> {
  const courses = (await listCourses(personId)).filter(({ opensDoor }) => opensDoor)
  if (courses.some(({ certified }) => certified)) return null
  const course = courses.find(({ enrolled }) => enrolled) ?? courses[0]
  if (course === undefined) return null
  const { slug, title, enrolled, done, lessons } = course
  const next = nextLesson(course)
  return {
    ...{ slug, course: title, enrolled, done, lessons },
    next: next && { key: next.key, title: next.title },
    missing: missingLessons(course).length,
    mayAsk: enrolled && next === null && !needsClass(course),
  }
}
