import { z } from 'zod'
import { addPrivilege } from '#app/features/identity/index.server.ts'
import type { Jobs } from '#app/kernel/outbox.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { listCourses } from './catalog.server.ts'
import { openDoorTask } from './certificates.server.ts'
import { missingLessons, nextLesson, type Words } from './courses.ts'

const actor = { kind: 'system', name: 'training' } as const

/** What the outbox runs for the courses. */
export const trainingJobs: Jobs = {
  [openDoorTask]: async (payload) => openDoor(z.object({ number: z.string() }).parse(payload).number),
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
      await addPrivilege(tx, { personId, privilege: 'broadcast_publicly', reason: number }, { actor, now })
      note({ subject: `person:${personId}`, after: { privilege: 'broadcast_publicly' } })
    },
  )
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
    mayAsk: enrolled && next === null,
  }
}
