import { dropFile, storeFile } from '#app/kernel/files.server.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { decodeText, readCaptions, writeVtt, type CaptionsFault } from './captions.ts'
import { largestCaptions } from './films.ts'
import { lockDraftLesson } from './lock-lesson.server.ts'

interface Asked {
  lesson: string
  personId: string
}

/** Why captions are not taken: in which line of the file, where it is one. */
export type CaptionsRefusal = { fault: CaptionsFault | 'other-film'; line: number }

/**
 * Sets the captions of a draft's video lesson from a SubRip or WebVTT file; kept as WebVTT. Those it had go, unless another
 * version shows them.
 */
export async function setCaptions({
  lesson: key,
  personId,
  bytes,
}: Asked & { bytes: Uint8Array }): Promise<Outcome<void, 'absent'> | { ok: false; reason: CaptionsRefusal }> {
  const read = readCaptions(decodeText(bytes))
  if (!read.ok) return { ok: false, reason: { fault: read.fault, line: read.line } }
  const { cues } = read
  const where = { key, version: { status: 'draft' }, kind: 'video' } as const
  const lesson = await database().lesson.findFirst({ where, select: { durationMs: true } })
  if (lesson === null) return refused('absent')
  const last = cues.reduce((latest, cue) => Math.max(latest, cue.from), 0)
  if (lesson.durationMs !== null && last > lesson.durationMs)
    return { ok: false, reason: { fault: 'other-film', line: 0 } }
  return keep({ lesson: key, personId }, new TextEncoder().encode(writeVtt(cues)))
}

async function keep(asked: Asked, vtt: Uint8Array): Promise<Outcome<void, 'absent'>> {
  const gone = new Error('the draft is gone')
  try {
    const kept = await storeFile({
      ...{ source: vtt, actor: { kind: 'person', id: asked.personId }, visibility: 'public' },
      ...{ accept: ['text/vtt'], maxBytes: 4 * largestCaptions },
      async within(tx, { id }) {
        if (!(await replace(tx, asked.lesson, id))) throw gone
      },
    })
    if (!kept.ok) throw new Error(`captions that we wrote ourselves were refused: ${kept.reason}`)
    return { ok: true, value: undefined }
  } catch (error) {
    if (error === gone) return refused('absent')
    throw error
  }
}

/** A draft's lesson has no captions any more. */
export function dropCaptions({ lesson: key, personId }: Asked): Promise<Outcome<void, 'absent'>> {
  return transact<void, 'absent'>(
    { actor: { kind: 'person', id: personId }, action: 'film.drop-captions', subject: `lesson:${key}` },
    async (tx, refuse) => {
      if (!(await replace(tx, key, null))) throw refuse('absent')
    },
  )
}

async function replace(tx: Transaction, key: string, captionsFileId: string | null): Promise<boolean> {
  const lesson = await lockDraftLesson(tx, { key, kind: 'video' })
  if (lesson === null) return false
  await tx.lesson.update({ where: { id: lesson.id }, data: { captionsFileId } })
  const before = lesson.captionsFileId
  if (before !== null && (await tx.lesson.count({ where: { captionsFileId: before } })) === 0)
    await dropFile(tx, { id: before, ownerId: null })
  return true
}
