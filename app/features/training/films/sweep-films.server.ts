import { readdir } from 'node:fs/promises'
import { database } from '#app/kernel/database.server.ts'
import { dropFile } from '#app/kernel/files.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { uploadLifeMs } from './films.ts'
import { giveUp } from './films.server.ts'
import { removeUpload, uploadsFolder } from './uploads-folder.server.ts'

const actor = { kind: 'system', name: 'films' } as const

/**
 * Once a day: uploads that nobody finished within two days are let go, and so are films and captions that no version of a
 * course shows any more (a draft was thrown away, or shows another), with all that lies about of them.
 */
export async function sweepFilms(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - uploadLifeMs)
  await transact({ actor, action: 'film.sweep', subject: 'film' }, async (tx, _refuse, note) => {
    const unfinished = await giveUp(tx, { state: 'uploading', begunAt: { lt: before } }, now)
    const films = await tx.$queryRaw<{ id: string; fileId: string | null; posterFileId: string | null }[]>`
      DELETE FROM film f
      WHERE f.state IN ('ready', 'failed', 'given_up') AND f.changed_at < ${before}::timestamptz
        AND NOT EXISTS (SELECT 1 FROM lesson l WHERE l.video_file_id = f.file_id)
      RETURNING f.id, f.file_id AS "fileId", f.poster_file_id AS "posterFileId"`
    // Nothing but captions is kept as WebVTT.
    const captions = await tx.$queryRaw<{ id: string }[]>`
      SELECT s.id FROM stored_file s
      WHERE s.content_type = 'text/vtt' AND s.owner_id IS NULL AND s.created_at < ${before}::timestamptz
        AND NOT EXISTS (SELECT 1 FROM lesson l WHERE l.captions_file_id = s.id)`
    const files = [
      ...films.flatMap(({ fileId, posterFileId }) => [fileId, posterFileId]),
      ...captions.map(({ id }) => id),
    ]
    for (const id of files) if (id !== null) await dropFile(tx, { id, ownerId: null })
    note({ after: { unfinished: unfinished.length, films: films.length, captions: captions.length } })
  })
  await removeStrays()
}

/** What a crash left in the folder: of films that are not on their way. */
async function removeStrays(): Promise<void> {
  const names = await readdir(await uploadsFolder())
  const ids = [...new Set(names.map((name) => name.split('.', 1)[0] ?? ''))].filter((id) =>
    /^[0-9a-f-]{36}$/.test(id),
  )
  const films = await database().film.findMany({
    where: { id: { in: ids }, state: { in: ['uploading', 'preparing'] } },
    select: { id: true },
  })
  const kept = new Set(films.map(({ id }) => id))
  for (const id of ids) if (!kept.has(id)) await removeUpload(id)
}
