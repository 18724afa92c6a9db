import { fileTypeFromBuffer } from 'file-type'
import pLimit from 'p-limit'
import sharp from 'sharp'
import { dropFile, storeFile } from '#app/kernel/files.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { drawingPath, largestPhoto, type drawings } from './picture.ts'

type Drawing = (typeof drawings)[number]['file']

/** Edge of a kept picture, in pixels. */
const edge = 256
/** More than any phone's photo has; what is said to have more is a bomb, and is not unpacked. */
const mostPixels = 64_000_000
const longestWork = { seconds: 15 }
const photoTypes = ['image/jpeg', 'image/png', 'image/webp']

export type PhotoRefusal = 'not-a-photo' | 'broken-photo' | 'too-many-pixels' | 'too-big' | 'busy'

// libvips works on the process's four threads for files, which recordings are written by as well: one photo at a time
// takes one of them, and one unpacked photo is all the memory that photos take.
sharp.concurrency(1)
sharp.cache(false)
const unpacking = pLimit(1)
/** So many photos wait at the most, and so many of one person; whoever comes then is asked to come again. */
const mostWaiting = { inAll: 24, ofOne: 4 }
const waiting = new Map<string, number>()

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
  if (photo.length > largestPhoto) return refused('too-big')
  const prepared = await inTurn(personId, () => preparePhoto(photo))
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

/** One photo at a time in this process. */
async function inTurn<Value>(
  personId: string,
  work: () => Promise<Outcome<Value, PhotoRefusal>>,
): Promise<Outcome<Value, PhotoRefusal>> {
  const before = waiting.get(personId) ?? 0
  if (before >= mostWaiting.ofOne || unpacking.pendingCount >= mostWaiting.inAll) return refused('busy')
  waiting.set(personId, before + 1)
  try {
    return await unpacking(work)
  } finally {
    const left = (waiting.get(personId) ?? 1) - 1
    if (left === 0) waiting.delete(personId)
    else waiting.set(personId, left)
  }
}

async function preparePhoto(photo: Uint8Array): Promise<Outcome<Buffer, PhotoRefusal>> {
  const type = (await fileTypeFromBuffer(photo))?.mime
  if (type === undefined || !photoTypes.includes(type)) return refused('not-a-photo')
  try {
    // The size as the file itself states it, before anything is unpacked.
    const { width, height } = await sharp(photo, { limitInputPixels: false }).metadata()
    if (width * height > mostPixels) return refused('too-many-pixels')
    // Turned as the camera was held; what else the file says of itself is not carried over.
    const small = await sharp(photo, { limitInputPixels: mostPixels, failOn: 'error' })
      .timeout(longestWork)
      .autoOrient()
      .resize(edge, edge, { fit: 'cover', position: 'attention' })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 84, mozjpeg: true })
      .toBuffer()
    return { ok: true, value: small }
  } catch {
    return refused('broken-photo')
  }
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
