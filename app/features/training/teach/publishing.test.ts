import { beforeEach, expect, test, vi } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { addLesson, removeLesson } from './arrange.server.ts'
import { dropDraft, publishDraft } from './courses.server.ts'
import { lockDraft } from './lock-draft.server.ts'
import { findTaught } from './taught.server.ts'
import { makeCourse, makeLesson, makeModule, makeTeacher } from './testing.server.ts'

beforeEach(freshDatabase)

const refused = (reason: string) => ({ ok: false, reason })
const done = { ok: true, value: undefined }

async function begun(name?: string) {
  const actor = await makeTeacher()
  const slug = await makeCourse(actor, name)
  const module = await makeModule(slug, actor)
  return { actor, slug, module, lesson: await makeLesson(slug, module, actor) }
}

test('a course that opens the door is published by whoever may give that out', async () => {
  const { actor, slug } = await begun()
  await database().course.update({ where: { slug }, data: { opensDoor: true } })
  expect(await publishDraft(slug, { actor })).toEqual(refused('opens-door'))
  expect(await publishDraft(slug, { actor, opensDoor: true })).toEqual(done)
})

test('that a course opens the door is known also where it is being said just then', async () => {
  const { actor, slug } = await begun()
  const { published } = await database().$transaction(async (tx) => {
    await lockDraft(tx, slug)
    await tx.course.update({ where: { slug }, data: { opensDoor: true } })
    const publishing = publishDraft(slug, { actor })
    await vi.waitFor(async () => expect(await waitingForLocks()).toBe(1), { timeout: 5000 })
    return { published: publishing }
  })
  expect(await published).toEqual(refused('opens-door'))
})

async function waitingForLocks(): Promise<number> {
  const [counted] = await database().$queryRaw<[{ number: number }]>`
    SELECT count(*)::int AS number FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return counted.number
}

test('a lesson of one course is taken into no other: what is done of it would count in both', async () => {
  const { actor, lesson } = await begun()
  const other = await begun('other')
  const same = {
    key: lesson,
    module: other.module,
    kind: 'text',
    titleZh: '同一课',
    titleEn: 'Same',
  } as const
  expect(await addLesson(other.slug, same, { actor })).toEqual(refused('absent'))
})

/** A film that is being sent for a lesson of the draft. */
async function sendFilm(slug: string, { lesson, actor }: { lesson: string; actor: { id: string } }) {
  const { versionId = '' } = (await findTaught(slug)) ?? {}
  const where = { versionId_key: { versionId, key: lesson } }
  const { id: lessonId } = await database().lesson.findUniqueOrThrow({ where })
  const film = { lessonId, senderId: actor.id, bytes: 9, begunAt: new Date(), changedAt: new Date() }
  return database().film.create({ data: film })
}

test('a film that is on its way to a lesson that goes is let go', async () => {
  const { actor, slug, module, lesson } = await begun()
  const another = await makeLesson(slug, module, actor)
  for (const key of [lesson, another]) await sendFilm(slug, { lesson: key, actor })
  const states = async () => (await database().film.findMany()).map(({ state }) => state).sort()
  await removeLesson(slug, { lesson }, { actor })
  expect(await states()).toEqual(['given_up', 'uploading'])
  await dropDraft(slug, { actor })
  expect(await states()).toEqual(['given_up', 'given_up'])
})

test('while a film is on its way nothing is published without it', async () => {
  const { actor, slug, lesson } = await begun()
  const { id } = await sendFilm(slug, { lesson, actor })
  expect(await publishDraft(slug, { actor })).toEqual(refused('film-under-way'))
  await database().film.update({ where: { id }, data: { state: 'given_up' } })
  expect(await publishDraft(slug, { actor })).toEqual(done)
})
