import { dropFile, storeFile } from '#app/kernel/files.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { preparePhoto, type PhotoRefusal } from '#app/kernel/photos.server.ts'
import { largestPhoto } from '#app/kernel/photos.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { drawingPath, type drawings } from './drawings.ts'

type Drawing = (typeof drawings)[number]['file']

/** Edge of a kept picture, in pixels. */
const edge = 256

/** One of our drawings from now on, or none. */
export function chooseDrawing({
  personId,
  drawing,
}: {
  personId: string
  drawing: Drawing | 'none'
}): Promise<void> {
  return replacePicture(personId, drawing === 'none' ? null : drawingPath(drawing))
}

/**
 * Her photo from now on, cut square and small, with nothing in it of where or by what it was taken. Recognised by its
 * bytes: neither name nor header is believed. The one before it is removed.
 */
export async function uploadPhoto({
  personId,
  photo,
}: {
  personId: string
  photo: Uint8Array
}): Promise<Outcome<void, PhotoRefusal>> {
  const size = { width: edge, height: edge, fit: 'cover', position: 'attention' } as const
  const prepared = await preparePhoto({ personId, photo, size })
  if (!prepared.ok) return prepared
  const stored = await storeFile({
    source: prepared.value,
    actor: { kind: 'person', id: personId },
    ownerId: personId,
    visibility: 'public',
    accept: ['image/jpeg'],
    maxBytes: largestPhoto,
  })
  if (!stored.ok) throw new Error(`a picture that we made ourselves was refused: ${stored.reason}`)
  await replacePicture(personId, `/files/${stored.value.id}`)
  return { ok: true, value: undefined }
}

async function replacePicture(personId: string, picture: string | null): Promise<void> {
  const actor = { kind: 'person', id: personId } as const
  await transact(
    { actor, action: 'person.change-picture', subject: `person:${personId}` },
    async (tx, _refuse, note) => {
      // Of two changes at once, the second finds what the first put there.
      const [before] = await tx.$queryRaw<{ picture: string | null }[]>`
        SELECT picture FROM person WHERE id = ${personId}::uuid FOR UPDATE`
      await tx.person.update({ where: { id: personId }, data: { picture } })
      const id = /^\/files\/([0-9a-f-]{36})$/.exec(before?.picture ?? '')?.[1]
      if (id !== undefined && before?.picture !== picture) await dropFile(tx, { id, ownerId: personId })
      note({ before: before?.picture ?? null, after: picture })
    },
  )
}
