import { storeFile } from '#app/kernel/files.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { preparePhoto, type PhotoRefusal } from '#app/kernel/photos.server.ts'
import { largestPhoto } from '#app/kernel/photos.ts'

/** The longer edge of a lesson's picture in pixels: a phone's screen at twice its density is no wider. */
const edge = 1200

/** A photo for a lesson, small and without the place where it was taken: its address. */
export async function keepLessonPicture({
  personId,
  photo,
}: {
  personId: string
  photo: Uint8Array
}): Promise<Outcome<string, PhotoRefusal>> {
  const size = { width: edge, height: edge, fit: 'inside', withoutEnlargement: true } as const
  const prepared = await preparePhoto({ personId, photo, size })
  if (!prepared.ok) return prepared
  const stored = await storeFile({
    source: prepared.value,
    actor: { kind: 'person', id: personId },
    // The course's, whoever put it there: it stays when she is erased.
    visibility: 'public',
    accept: ['image/jpeg'],
    maxBytes: largestPhoto,
  })
  if (!stored.ok) throw new Error(`a picture that we made ourselves was refused: ${stored.reason}`)
  return { ok: true, value: `/files/${stored.value.id}` }
}
