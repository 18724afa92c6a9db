import { open } from 'node:fs/promises'
import { listNewestReplays } from '#app/features/live/index.server.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { storeFile } from '#app/kernel/files.server.ts'
import { findClip } from '#prisma/seed/clip/find-clip.ts'
import { seedFilms } from '#prisma/seed/films.ts'
import { seedReplay } from '#prisma/seed/replay.ts'
import { questionOf } from '../demo-body.ts'
import { stableKey } from '../demo-courses.server.ts'
import { Questions } from '../quiz.ts'
import { writeVtt } from './captions.ts'
import { largestFilm } from './films.ts'

const demo = { kind: 'system', name: 'demo' } as const
/** The replay is looked for among so many. */
const newest = 100

/**
 * The demo's course with a film and a clip of the demo's replay, published once. A second time changes nothing. False where
 * there is no replay to take a clip of: it is tried again at the next start.
 */
export async function seedDemoFilms(now = new Date()): Promise<boolean> {
  const { slug } = seedFilms
  if ((await database().course.count({ where: { slug } })) > 0) return true
  const replays = await listNewestReplays(newest)
  const replay = replays.find(({ room }) => room.slug === seedReplay.room.slug)
  if (replay === undefined) return false
  const captionsFileId = await keepCaptions()
  const file = await open(findClip())
  const film = await storeFile({
    ...{ source: file.createReadStream(), actor: demo, visibility: 'public' },
    ...{ accept: ['video/mp4'], maxBytes: largestFilm },
    within: (tx, { id }) => layOut(tx, { videoFileId: id, captionsFileId, broadcastId: replay.id, now }),
  })
  if (!film.ok) throw new Error(`the demo's clip is no film: ${film.reason}`)
  return true
}

async function keepCaptions(): Promise<string> {
  const cues = seedFilms.captions.map(({ from, to, says }) => ({
    from: from * 1000,
    to: to * 1000,
    text: says,
  }))
  const kept = await storeFile({
    ...{ source: new TextEncoder().encode(writeVtt(cues)), actor: demo, visibility: 'public' },
    ...{ accept: ['text/vtt'], maxBytes: 100_000 },
  })
  if (!kept.ok) throw new Error(`the demo's captions are none: ${kept.reason}`)
  return kept.value.id
}

interface Shown {
  videoFileId: string
  captionsFileId: string
  broadcastId: string
  now: Date
}

/** The course with all that is in it, together with the film's own row: half of it is never there. */
async function layOut(tx: Transaction, { now, ...shown }: Shown): Promise<void> {
  const { slug, cover, title, summary, passPercent, module } = seedFilms
  const { id: courseId } = await tx.course.create({
    data: { slug, family: 'live', cover, demo: true, createdAt: now },
  })
  const { id: versionId } = await tx.courseVersion.create({
    data: {
      ...{ courseId, number: 1, passPercent, createdAt: now },
      ...{ titleZh: title.zh, titleEn: title.en, summaryZh: summary.zh, summaryEn: summary.en },
    },
  })
  const { id: moduleId } = await tx.courseModule.create({
    data: { versionId, place: 0, titleZh: module.zh, titleEn: module.en },
  })
  const lessons = lessonsOf(shown)
  await tx.lesson.createMany({
    data: lessons.map((lesson, place) => ({ ...lesson, versionId, moduleId, place })),
  })
  await tx.courseVersion.update({ where: { id: versionId }, data: { status: 'published', publishedAt: now } })
}

function lessonsOf({ videoFileId, captionsFileId, broadcastId }: Omit<Shown, 'now'>) {
  const { film, filmMs: durationMs, clip, clipFromMs: fromMs, clipToMs: toMs, quiz } = seedFilms
  const titles = { titleZh: '练一练', titleEn: 'Practice', summaryZh: '', summaryEn: '' }
  return [
    { ...wordsOf(film), kind: 'video' as const, minutes: 0, videoFileId, captionsFileId, durationMs },
    { ...wordsOf(clip), kind: 'clip' as const, minutes: 0, broadcastId, fromMs, toMs },
    {
      ...{ key: stableKey('quiz/watch-first'), kind: 'quiz' as const, minutes: 1, ...titles },
      questions: Questions.parse(quiz.map(questionOf)),
    },
  ]
}

function wordsOf({ key, title, summary }: typeof seedFilms.film) {
  return {
    ...{ key: stableKey(`lesson/${key}`), titleZh: title.zh, titleEn: title.en },
    ...{ summaryZh: summary.zh, summaryEn: summary.en },
  }
}
