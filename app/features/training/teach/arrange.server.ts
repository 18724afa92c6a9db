import type { Prisma } from '#app/generated/prisma/client.ts'
import type { LessonKind } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import type { Json } from '#app/kernel/json.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { giveUp } from '../films/films.server.ts'
import { lockDraft } from './lock-draft.server.ts'
import { mostLessons, mostModules, moveLesson, moveOne, type Arrangement, type Way } from './outline.ts'

type Refuse<Reason extends string> = (reason: Reason | 'absent') => Error

/** One change to a locked draft; what it answers is noted. */
function arrange<Reason extends string = never>(
  { slug, action, actor }: { slug: string; action: string; actor: Actor },
  work: (tx: Transaction, versionId: string, refuse: Refuse<Reason>) => Promise<Json>,
): Promise<Outcome<void, Reason | 'absent'>> {
  return transact<void, Reason | 'absent'>(
    { actor, action, subject: `course:${slug}` },
    async (tx, refuse, note) => {
      const draft = await lockDraft(tx, slug)
      if (draft === null) throw refuse('absent')
      note({ after: await work(tx, draft.versionId, refuse) })
    },
  )
}

interface By {
  actor: Actor
}

/** Another part at the end. `key` becomes its id: sent again it is the same part. */
export function addModule(
  slug: string,
  { key, titleZh, titleEn }: { key: string; titleZh: string; titleEn: string },
  { actor }: By,
) {
  return arrange<'full'>({ slug, action: 'course.add-module', actor }, async (tx, versionId, refuse) => {
    const modules = await arrangementOf(tx, versionId)
    if (modules.some(({ id }) => id === key)) return { module: key }
    if (modules.length >= mostModules) throw refuse('full')
    await tx.courseModule.createMany({
      data: [{ id: key, versionId, place: modules.length, titleZh, titleEn }],
      skipDuplicates: true,
    })
    return { module: key, title: titleZh }
  })
}

export function renameModule(
  slug: string,
  { module, titleZh, titleEn }: { module: string; titleZh: string; titleEn: string },
  { actor }: By,
) {
  return arrange({ slug, action: 'course.rename-module', actor }, async (tx, versionId, refuse) => {
    const { count } = await tx.courseModule.updateMany({
      where: { id: module, versionId },
      data: { titleZh, titleEn },
    })
    if (count === 0) throw refuse('absent')
    return { module, title: titleZh }
  })
}

/** One place up or down from `place`; where it stands elsewhere already, as after a repeated press, it stays. */
export function shiftModule(
  slug: string,
  { module, place, way }: { module: string; place: number; way: Way },
  { actor }: By,
) {
  return arrange({ slug, action: 'course.move-module', actor }, async (tx, versionId, refuse) => {
    const modules = await arrangementOf(tx, versionId)
    const at = modules.findIndex(({ id }) => id === module)
    if (at === -1) throw refuse('absent')
    if (at === place) await placeModules(tx, versionId, moveOne(modules, at, way))
    return { module, way }
  })
}

/** Takes a part away in which there is nothing. */
export function removeModule(slug: string, { module }: { module: string }, { actor }: By) {
  return arrange<'not-empty'>(
    { slug, action: 'course.remove-module', actor },
    async (tx, versionId, refuse) => {
      const modules = await arrangementOf(tx, versionId)
      const removed = modules.find(({ id }) => id === module)
      if (removed === undefined) throw refuse('absent')
      if (removed.keys.length > 0) throw refuse('not-empty')
      await tx.courseModule.delete({ where: { id: module } })
      const left = modules.filter((one) => one !== removed)
      await placeModules(tx, versionId, left)
      return { module }
    },
  )
}

/** What a lesson of each kind begins with; the film or clip is chosen later. */
const beginnings: Record<LessonKind, { body?: Prisma.InputJsonValue; questions?: Prisma.InputJsonValue }> = {
  text: { body: { type: 'doc', content: [] } },
  quiz: { questions: [] },
  video: {},
  clip: {},
}

interface NewLesson {
  /** Of the lesson in every version: sent again it is the same lesson. */
  key: string
  module: string
  kind: LessonKind
  titleZh: string
  titleEn: string
}

/** Another lesson at the end of a part. */
export function addLesson(slug: string, { key, module, kind, titleZh, titleEn }: NewLesson, { actor }: By) {
  return arrange<'full'>({ slug, action: 'course.add-lesson', actor }, async (tx, versionId, refuse) => {
    const modules = await arrangementOf(tx, versionId)
    const home = modules.find(({ id }) => id === module)
    if (home === undefined) throw refuse('absent')
    const keys = modules.flatMap((one) => one.keys)
    if (keys.includes(key)) return { lesson: key }
    if (keys.length >= mostLessons) throw refuse('full')
    // What a learner has done is kept by the key alone: a lesson of one course must not count in another.
    if (await isOfAnotherCourse(tx, { versionId, key })) throw refuse('absent')
    await tx.lesson.create({
      data: {
        ...{
          versionId,
          moduleId: module,
          key,
          kind,
          place: home.keys.length,
          minutes: kind === 'video' ? 0 : 5,
        },
        ...{ titleZh, titleEn, summaryZh: '', summaryEn: '', ...beginnings[kind] },
      },
    })
    return { lesson: key, kind, title: titleZh }
  })
}

async function isOfAnotherCourse(
  tx: Transaction,
  { versionId, key }: { versionId: string; key: string },
): Promise<boolean> {
  const elsewhere = { key, version: { course: { versions: { none: { id: versionId } } } } }
  return (await tx.lesson.count({ where: elsewhere })) > 0
}

/** One place up or down from `place` of its part, past its end into the next; elsewhere already, it stays. */
export function shiftLesson(
  slug: string,
  { lesson, module, place, way }: { lesson: string; module: string; place: number; way: Way },
  { actor }: By,
) {
  return arrange({ slug, action: 'course.move-lesson', actor }, async (tx, versionId, refuse) => {
    const modules = await arrangementOf(tx, versionId)
    const home = modules.find(({ keys }) => keys.includes(lesson))
    if (home === undefined) throw refuse('absent')
    if (home.id === module && home.keys[place] === lesson)
      await placeLessons(tx, versionId, moveLesson(modules, lesson, way))
    return { lesson, way }
  })
}

/** Takes a lesson out of the draft; what learners have done of it in earlier versions stays theirs. */
export function removeLesson(slug: string, { lesson }: { lesson: string }, { actor }: By) {
  return arrange({ slug, action: 'course.remove-lesson', actor }, async (tx, versionId, refuse) => {
    const removed = await tx.lesson.findUnique({
      where: { versionId_key: { versionId, key: lesson } },
      select: { titleZh: true },
    })
    if (removed === null) throw refuse('absent')
    // A film that is on its way to nowhere is neither sent on nor prepared.
    await giveUp(tx, { lesson: { versionId, key: lesson } }, new Date())
    await tx.lesson.delete({ where: { versionId_key: { versionId, key: lesson } } })
    await placeLessons(tx, versionId, await arrangementOf(tx, versionId))
    return { lesson, title: removed.titleZh }
  })
}

async function arrangementOf(tx: Transaction, versionId: string): Promise<Arrangement> {
  const modules = await tx.courseModule.findMany({
    where: { versionId },
    orderBy: { place: 'asc' },
    select: { id: true, lessons: { orderBy: { place: 'asc' }, select: { key: true } } },
  })
  return modules.map(({ id, lessons }) => ({ id, keys: lessons.map(({ key }) => key) }))
}

/** Far above any place: on the way to their new ones no two stand at the same. */
const aside = 1000

async function placeModules(tx: Transaction, versionId: string, modules: Arrangement): Promise<void> {
  const ids = modules.map(({ id }) => id)
  await tx.$executeRaw`UPDATE course_module SET place = place + ${aside} WHERE version_id = ${versionId}::uuid`
  await tx.$executeRaw`
    UPDATE course_module m SET place = wanted.place - 1
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS wanted (id, place)
    WHERE m.id = wanted.id AND m.version_id = ${versionId}::uuid`
}

async function placeLessons(tx: Transaction, versionId: string, modules: Arrangement): Promise<void> {
  const rows = modules.flatMap(({ id, keys }) => keys.map((key, place) => ({ id, key, place })))
  await tx.$executeRaw`UPDATE lesson SET place = place + ${aside} WHERE version_id = ${versionId}::uuid`
  await tx.$executeRaw`
    UPDATE lesson l SET module_id = wanted.module_id, place = wanted.place
    FROM unnest(${rows.map(({ key }) => key)}::uuid[], ${rows.map(({ id }) => id)}::uuid[],
      ${rows.map(({ place }) => place)}::int[]) AS wanted (key, module_id, place)
    WHERE l.version_id = ${versionId}::uuid AND l.key = wanted.key`
}
