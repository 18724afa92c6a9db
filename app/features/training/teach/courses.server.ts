import { randomUUID } from 'node:crypto'
import type { Prisma } from '#app/generated/prisma/client.ts'
import type { CourseFamily } from '#app/generated/prisma/enums.ts'
import { soundsOfPlace } from '#app/features/union/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { giveUp } from '../films/films.server.ts'
import { copyLessons } from './copy-lessons.server.ts'
import { lockDraft } from './lock-draft.server.ts'
import { lacksOf } from './outline.ts'
import { readModules } from './taught.server.ts'

interface NewCourse {
  /** Made by the form: sent again it is the same course. */
  key: string
  /** Empty: made from the title. */
  slug: string
  family: CourseFamily
  cover: string
  titleZh: string
  titleEn: string
}

const usualPass = 80

/** Begins a course with an empty draft. 'slug-taken': another course has the name that was typed. */
export function createCourse(
  { key, slug, family, cover, titleZh, titleEn }: NewCourse,
  { actor, now = new Date() }: { actor: Actor; now?: Date },
): Promise<Outcome<{ slug: string }, 'slug-taken'>> {
  return transact({ actor, action: 'course.create', subject: 'course' }, async (tx, refuse, note) => {
    const made = () => tx.course.findUnique({ where: { id: key }, select: { slug: true } })
    const before = await made()
    if (before !== null) return before
    const wishes = slug === '' ? slugsOf(titleZh) : [slug]
    const taken = await insertCourse(tx, wishes, { id: key, family, cover, createdAt: now })
    // The same form, sent twice at once: the other was first.
    const first = taken === null ? await made() : null
    if (first !== null) return first
    if (taken === null) throw refuse('slug-taken')
    await tx.courseVersion.create({
      data: {
        ...{ courseId: key, number: 1, passPercent: usualPass, createdAt: now },
        ...{ titleZh, titleEn, summaryZh: '', summaryEn: '' },
      },
    })
    note({ subject: `course:${taken}`, after: { title: titleZh, family } })
    return { slug: taken }
  })
}

/** The first of these names that no course has yet; null where all are taken. */
async function insertCourse(
  tx: Transaction,
  wishes: readonly string[],
  course: { id: string; family: CourseFamily; cover: string; createdAt: Date },
): Promise<string | null> {
  for (const slug of wishes) {
    const { count } = await tx.course.createMany({ data: [{ ...course, slug }], skipDuplicates: true })
    if (count > 0) return slug
  }
  return null
}

/** "zhibodaihuo" for 直播带货, then with numbers, then with what nobody else has. */
function slugsOf(title: string): string[] {
  const sound = soundsOfPlace(title).split(' ')[0]?.slice(0, 40) ?? ''
  const base = sound === '' ? 'course' : sound
  return [base, ...[2, 3, 4, 5].map((number) => `${base}-${number}`), `${base}-${randomUUID().slice(0, 8)}`]
}

export interface CourseFacts {
  titleZh: string
  titleEn: string
  summaryZh: string
  summaryEn: string
  family: CourseFamily
  cover: string
  passPercent: number
  needsAttendance: boolean
  /** Left as it is where undefined. */
  opensDoor?: boolean
}

/** What the draft says of itself. Family, cover and door are the course's own and hold for every version at once. */
export function changeCourse(
  slug: string,
  { family, cover, opensDoor, ...facts }: CourseFacts,
  { actor }: { actor: Actor },
): Promise<Outcome<void, 'absent'>> {
  return transact({ actor, action: 'course.change', subject: `course:${slug}` }, async (tx, refuse, note) => {
    const draft = await lockDraft(tx, slug)
    if (draft === null) throw refuse('absent')
    await tx.courseVersion.update({ where: { id: draft.versionId }, data: facts })
    await tx.course.update({ where: { id: draft.courseId }, data: { family, cover, opensDoor } })
    note({ after: { ...facts, family, cover, opensDoor } })
  })
}

/**
 * A draft of the next version, with all lessons of the newest published one under their keys: what learners have done of
 * them stays done. Where there is a draft already nothing changes.
 */
export function openDraft(
  slug: string,
  { actor, now = new Date() }: { actor: Actor; now?: Date },
): Promise<Outcome<void, 'absent'>> {
  return transact(
    { actor, action: 'course.open-draft', subject: `course:${slug}` },
    async (tx, refuse, note) => {
      const [course] = await tx.$queryRaw<
        { id: string }[]
      >`SELECT id FROM course WHERE slug = ${slug} FOR UPDATE`
      if (course === undefined) throw refuse('absent')
      const [newest] = await tx.courseVersion.findMany({
        where: { courseId: course.id, status: { not: 'retired' } },
        orderBy: { number: 'desc' },
        take: 1,
      })
      if (newest === undefined) throw refuse('absent')
      if (newest.status === 'draft') return
      const last = await tx.courseVersion.aggregate({
        where: { courseId: course.id },
        _max: { number: true },
      })
      const number = (last._max.number ?? newest.number) + 1
      const { titleZh, titleEn, summaryZh, summaryEn, passPercent, needsAttendance } = newest
      const draft = await tx.courseVersion.create({
        data: {
          ...{ courseId: course.id, number, createdAt: now, passPercent, needsAttendance },
          ...{ titleZh, titleEn, summaryZh, summaryEn },
        },
      })
      await copyLessons(tx, { from: newest.id, to: draft.id })
      note({ after: { version: number, from: newest.number } })
    },
  )
}

/** Throws a draft away, and with it a course of which nothing was ever published. */
export function dropDraft(
  slug: string,
  { actor }: { actor: Actor },
): Promise<Outcome<{ courseLeft: boolean }, 'absent' | 'has-events'>> {
  return transact(
    { actor, action: 'course.drop-draft', subject: `course:${slug}` },
    async (tx, refuse, note) => {
      const draft = await lockDraft(tx, slug)
      if (draft === null) throw refuse('absent')
      const { courseId, versionId, number } = draft
      note({ before: { version: number } })
      const others = await tx.courseVersion.count({ where: { courseId, id: { not: versionId } } })
      if (others === 0 && (await tx.trainingEvent.count({ where: { courseId } })) > 0)
        throw refuse('has-events')
      await giveUp(tx, { lesson: { versionId } }, new Date())
      await tx.courseVersion.delete({ where: { id: versionId } })
      if (others === 0) await tx.course.delete({ where: { id: courseId } })
      return { courseLeft: others > 0 }
    },
  )
}

/**
 * Publishes the draft: newcomers get it, and whoever learns the course already is offered it. 'incomplete': something is
 * missing, which the page lists. 'film-under-way': a film for it has not arrived or is prepared, and would come too late.
 * 'opens-door': its certificate lets people go on air for everybody, and `opensDoor` says that this lecturer may not give that
 * out. Sent again, once there is no draft any more, it is 'absent'.
 */
export function publishDraft(
  slug: string,
  { actor, opensDoor = false, now = new Date() }: { actor: Actor; opensDoor?: boolean; now?: Date },
): Promise<Outcome<void, 'absent' | 'incomplete' | 'film-under-way' | 'opens-door'>> {
  return transact(
    { actor, action: 'course.publish', subject: `course:${slug}` },
    async (tx, refuse, note) => {
      const draft = await lockDraft(tx, slug)
      if (draft === null) throw refuse('absent')
      if (draft.opensDoor && !opensDoor) throw refuse('opens-door')
      if (lacksOf({ modules: await readModules(tx, draft.versionId) }).length > 0) throw refuse('incomplete')
      const underWay = {
        state: { in: ['uploading', 'preparing'] },
        lesson: { versionId: draft.versionId },
      } satisfies Prisma.FilmWhereInput
      if ((await tx.film.count({ where: underWay })) > 0) throw refuse('film-under-way')
      await tx.courseVersion.update({
        where: { id: draft.versionId },
        data: { status: 'published', publishedAt: now },
      })
      note({ after: { version: draft.number } })
    },
  )
}
