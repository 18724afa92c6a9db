import { database } from '#app/kernel/database.server.ts'
import { findReplayChoice, offerReplays, type AskedReplays } from './clips.server.ts'
import {
  filmFailures,
  type FilmFailure,
  type FilmOnItsWay,
  type LessonClip,
  type LessonFilm,
  type LessonMedia,
} from './films.ts'
import { arrivedBytes } from './uploads-folder.server.ts'

const columns = {
  ...{ id: true, key: true, kind: true, titleZh: true, titleEn: true },
  version: { select: { course: { select: { slug: true } } } },
  ...{
    videoFileId: true,
    durationMs: true,
    captionsFileId: true,
    broadcastId: true,
    fromMs: true,
    toMs: true,
  },
} as const

/**
 * The film or clip of a draft's lesson by the lesson's key, as this lecturer has it before her. Null where no draft has a video
 * or clip lesson of that key. `asked`: from which replays a clip is to be chosen.
 */
export async function findLessonMedia(
  key: string,
  personId: string,
  asked: AskedReplays = { find: '' },
): Promise<{ course: string; title: { zh: string; en: string }; media: LessonMedia } | null> {
  if (!/^[0-9a-f-]{36}$/.test(key)) return null
  const where = { key, version: { status: 'draft' } } as const
  const lesson = await database().lesson.findFirst({ where, select: columns })
  if (lesson?.kind !== 'video' && lesson?.kind !== 'clip') return null
  const { kind } = lesson
  const media = {
    ...{ lesson: key, kind, film: await filmOf(lesson) },
    captions: lesson.captionsFileId === null ? null : `/files/${lesson.captionsFileId}`,
    underWay: kind === 'video' ? await onItsWay(lesson.id, personId) : null,
    clip: await clipOf(lesson),
    offer: kind === 'clip' ? await offerReplays(asked) : null,
  }
  const { slug: course } = lesson.version.course
  return { course, title: { zh: lesson.titleZh, en: lesson.titleEn }, media }
}

/** Where a film's poster frame is; null where it has none. */
export async function findPoster(fileId: string): Promise<string | null> {
  const film = await database().film.findUnique({ where: { fileId }, select: { posterFileId: true } })
  return film?.posterFileId ? `/files/${film.posterFileId}` : null
}

async function filmOf(lesson: {
  videoFileId: string | null
  durationMs: number | null
}): Promise<LessonFilm | null> {
  const { videoFileId, durationMs } = lesson
  if (videoFileId === null) return null
  return {
    src: `/files/${videoFileId}`,
    poster: await findPoster(videoFileId),
    seconds: Math.ceil((durationMs ?? 0) / 1000),
  }
}

/** The last that was sent for it, unless that is what it shows already. */
async function onItsWay(lessonId: string, personId: string): Promise<FilmOnItsWay | null> {
  const film = await database().film.findFirst({ where: { lessonId }, orderBy: { begunAt: 'desc' } })
  if (film === null || film.state === 'ready' || film.state === 'given_up') return null
  const { id, state, bytes, senderId, reason } = film
  return {
    ...{ id, state, bytes: Number(bytes), hers: senderId === personId },
    arrived: state === 'uploading' ? await arrivedBytes(id) : Number(bytes),
    failure: failureOf(reason),
  }
}

function failureOf(reason: string | null): FilmFailure | null {
  return filmFailures.find((one) => one === reason) ?? null
}

async function clipOf(lesson: {
  broadcastId: string | null
  fromMs: number | null
  toMs: number | null
}): Promise<LessonClip | null> {
  const { broadcastId, fromMs, toMs } = lesson
  if (broadcastId === null) return null
  const replay = await findReplayChoice(broadcastId)
  return { broadcastId, replay, from: (fromMs ?? 0) / 1000, to: (toMs ?? 0) / 1000 }
}
