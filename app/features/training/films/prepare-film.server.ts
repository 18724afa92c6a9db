import { open, readFile, rm, stat } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { storeFile } from '#app/kernel/files.server.ts'
import { convertFilm } from './convert-film.server.ts'
import { containers, NoConverterError, type Container } from './ffmpeg.server.ts'
import { largestFilm } from './films.ts'
import { failFilm, moveFilms } from './films.server.ts'
import { removeUpload, uploadPlace, workPlaces } from './uploads-folder.server.ts'

const actor = { kind: 'system', name: 'films' } as const
/** No poster has more, in bytes. */
const largestPoster = 2 * 1024 * 1024

/** Somebody let the film go while it was prepared. */
class GivenUpError extends Error {
  override name = 'GivenUpError'
}

/**
 * Makes an uploaded film fit to be streamed and hangs it into its lesson, or says why not. Begun anew after a crash; run twice,
 * it keeps one file.
 */
export async function prepareFilm(filmId: string, stopping?: AbortSignal): Promise<void> {
  const film = await database().film.findUnique({ where: { id: filmId } })
  if (film?.state === 'uploading') return
  if (film?.state !== 'preparing') return removeUpload(filmId)
  const raw = await uploadPlace(filmId)
  if (!(await isThere(raw))) return failFilm(filmId, 'lost')
  const container = await containerOf(raw)
  if (container === null) return failFilm(filmId, 'no-film')
  const { prepared, poster } = await workPlaces(filmId)
  try {
    const made = await convertFilm({ raw, prepared, poster, container }, stopping)
    if (!made.ok) return await failFilm(filmId, made.reason)
    const { durationMs, hasPoster } = made.value
    if (hasPoster) await keepPoster(filmId, poster)
    await keepFilm({ filmId, durationMs, place: prepared })
    await removeUpload(filmId)
  } catch (error) {
    if (error instanceof NoConverterError) return failFilm(filmId, 'no-converter')
    if (error instanceof GivenUpError) return removeUpload(filmId)
    throw error
  } finally {
    for (const place of [prepared, poster]) await rm(place, { force: true })
  }
}

/** What reads this file, by its bytes; null where it is no film that is taken. */
export async function containerOf(place: string): Promise<Container | null> {
  const type = await fileTypeFromFile(place)
  return containers[type?.mime ?? ''] ?? null
}

function isThere(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  )
}

/** Before the film itself: a ready film has its poster from the first moment. One is enough. */
async function keepPoster(filmId: string, place: string): Promise<void> {
  const has = await database().film.count({ where: { id: filmId, posterFileId: { not: null } } })
  if (has > 0) return
  const kept = await storeFile({
    ...{
      source: await readFile(place),
      actor,
      visibility: 'public',
      accept: ['image/jpeg'],
      maxBytes: largestPoster,
    },
    async within(tx, { id: posterFileId }) {
      const where = { id: filmId, state: 'preparing', posterFileId: null } as const
      const { count } = await tx.film.updateMany({ where, data: { posterFileId } })
      if (count === 0) throw new GivenUpError()
    },
  })
  if (!kept.ok) throw new Error(`a poster that we made ourselves was refused: ${kept.reason}`)
}

async function keepFilm({
  filmId,
  durationMs,
  place,
}: {
  filmId: string
  durationMs: number
  place: string
}): Promise<void> {
  // Opened before it is handed over: that it is gone is heard of here.
  const file = await open(place)
  const kept = await storeFile({
    ...{
      source: file.createReadStream(),
      actor,
      visibility: 'public',
      accept: ['video/mp4'],
      maxBytes: 2 * largestFilm,
    },
    within: (tx, { id }) => hang(tx, { filmId, fileId: id, durationMs }),
  })
  if (!kept.ok) throw new Error(`a film that we made ourselves was refused: ${kept.reason}`)
}

/** The film is ready, and its lesson shows it, where that is still a draft's. */
async function hang(
  tx: Transaction,
  { filmId, fileId, durationMs }: { filmId: string; fileId: string; durationMs: number },
): Promise<void> {
  const [film] = await moveFilms(tx, {
    ...{ where: { id: filmId }, to: 'ready', set: { fileId, durationMs }, now: new Date() },
  })
  if (film === undefined) throw new GivenUpError()
  await tx.$executeRaw`
    UPDATE lesson l SET video_file_id = ${fileId}::uuid, duration_ms = ${durationMs}
    FROM course_version v WHERE v.id = l.version_id AND v.status = 'draft' AND l.kind = 'video' AND l.id = ${film.lessonId}::uuid`
}
