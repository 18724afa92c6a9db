import type { Film, Prisma } from '#app/generated/prisma/client.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { emit, emitAll } from '#app/kernel/outbox.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { largestFilm, mostFilmsADay, statesBefore, type FilmFailure, type UploadRefusal } from './films.ts'
import { lockDraftLesson } from './lock-lesson.server.ts'
import { hasRoomFor } from './uploads-folder.server.ts'

export const prepareFilmTask = 'training.prepare-film'
export const removeUploadTask = 'training.remove-upload'

const actor: Actor = { kind: 'system', name: 'films' }
const day = 24 * 60 * 60 * 1000

/** Moves films if their state allows it at this moment; answers those that moved. */
export async function moveFilms(
  tx: Transaction,
  {
    where,
    to,
    set = {},
    now,
  }: {
    where: Prisma.FilmWhereInput
    to: Film['state']
    set?: Prisma.FilmUncheckedUpdateManyInput
    now: Date
  },
): Promise<Film[]> {
  return tx.film.updateManyAndReturn({
    where: { AND: [where, { state: { in: statesBefore(to) } }] },
    data: { ...set, state: to, changedAt: now },
  })
}

/**
 * Begins to take a film of so many bytes for a draft's video lesson. What she had on its way there before is given up;
 * what somebody else has is not.
 */
export async function beginFilm(
  { senderId, lesson: key, bytes }: { senderId: string; lesson: string; bytes: number },
  now = new Date(),
): Promise<Outcome<{ id: string }, UploadRefusal>> {
  if (bytes > largestFilm) return refused('too-big')
  return transact<{ id: string }, UploadRefusal>(
    { actor: { kind: 'person', id: senderId }, action: 'film.begin', subject: `lesson:${key}` },
    async (tx, refuse, note) => {
      const lesson = await lockDraftLesson(tx, { key, kind: 'video' })
      if (lesson === null) throw refuse('no-draft')
      const since = new Date(now.getTime() - day)
      const begun = await tx.film.count({ where: { senderId, begunAt: { gt: since } } })
      if (begun >= mostFilmsADay) throw refuse('too-many')
      await giveUp(tx, { lessonId: lesson.id, senderId }, now)
      if (!(await hasRoomFor(bytes + (await announcedBytes(tx))))) throw refuse('no-room')
      const under = {
        lessonId: lesson.id,
        state: { in: ['uploading', 'preparing'] },
      } satisfies Prisma.FilmWhereInput
      if ((await tx.film.count({ where: under })) > 0) throw refuse('under-way')
      const { id } = await tx.film.create({
        data: { lessonId: lesson.id, senderId, bytes, begunAt: now, changedAt: now },
        select: { id: true },
      })
      note({ after: { film: id, bytes } })
      return { id }
    },
  )
}

/**
 * What the films under way were announced with, in bytes: what has arrived of them is counted twice, which keeps the disk freer.
 * Held to the end of the transaction: two that begin at once do not both get the same room.
 */
async function announcedBytes(tx: Transaction): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('training.films'))`
  const { _sum } = await tx.film.aggregate({
    where: { state: { in: ['uploading', 'preparing'] } },
    _sum: { bytes: true },
  })
  return Number(_sum.bytes ?? 0)
}

/** All of it has arrived: it is prepared next. A second time changes nothing. */
export async function filmArrived(filmId: string, now = new Date()): Promise<void> {
  await transact<void, 'moved-on'>(
    { actor, action: 'film.arrive', subject: `film:${filmId}` },
    async (tx, refuse) => {
      const [film] = await moveFilms(tx, { where: { id: filmId }, to: 'preparing', now })
      if (film === undefined) throw refuse('moved-on')
      await emit(tx, {
        task: prepareFilmTask,
        payload: { film: filmId },
        key: `film:${filmId}`,
        queue: 'films',
      })
    },
  )
}

/** It came to nothing, for a reason that the page says; what had arrived goes. */
export async function failFilm(filmId: string, reason: FilmFailure, now = new Date()): Promise<void> {
  await transact<void, 'moved-on'>(
    { actor, action: 'film.fail', subject: `film:${filmId}` },
    async (tx, refuse, note) => {
      const [film] = await moveFilms(tx, { where: { id: filmId }, to: 'failed', set: { reason }, now })
      if (film === undefined) throw refuse('moved-on')
      await emit(tx, { task: removeUploadTask, payload: { film: filmId } })
      note({ after: { reason } })
    },
  )
}

/** What is on its way into this lesson of a draft is let go, whoever sent it. False where there was nothing. */
export async function giveUpFilm(
  { lesson: key, personId }: { lesson: string; personId: string },
  now = new Date(),
): Promise<Outcome<void, 'absent'>> {
  return transact<void, 'absent'>(
    { actor: { kind: 'person', id: personId }, action: 'film.give-up', subject: `lesson:${key}` },
    async (tx, refuse, note) => {
      const lesson = await lockDraftLesson(tx, { key, kind: 'video' })
      const given = lesson === null ? [] : await giveUp(tx, { lessonId: lesson.id }, now)
      if (given.length === 0) throw refuse('absent')
      note({ after: { films: given } })
    },
  )
}

/** The draft's lesson shows no film any more. Its bytes go once no version shows them: see sweep-films.server.ts. */
export async function dropFilm({
  lesson: key,
  personId,
}: {
  lesson: string
  personId: string
}): Promise<Outcome<void, 'absent'>> {
  return transact<void, 'absent'>(
    { actor: { kind: 'person', id: personId }, action: 'film.drop', subject: `lesson:${key}` },
    async (tx, refuse, note) => {
      const lesson = await lockDraftLesson(tx, { key, kind: 'video' })
      if (lesson === null || lesson.videoFileId === null) throw refuse('absent')
      await tx.lesson.update({ where: { id: lesson.id }, data: { videoFileId: null, durationMs: null } })
      note({ before: { file: lesson.videoFileId } })
    },
  )
}

/** The film with this id that this person sends, as long as it is on its way; null for anybody else. */
export function findSentFilm({ id, senderId }: { id: string; senderId: string }): Promise<Film | null> {
  return database().film.findFirst({ where: { id, senderId, state: { in: ['uploading', 'preparing'] } } })
}

export async function giveUp(tx: Transaction, where: Prisma.FilmWhereInput, now: Date): Promise<string[]> {
  const given = await moveFilms(tx, { where, to: 'given_up', now })
  await emitAll(
    tx,
    given.map(({ id }) => ({ task: removeUploadTask, payload: { film: id } })),
  )
  return given.map(({ id }) => id)
}
