import { fileTypeFromBuffer } from 'file-type'
import pLimit from 'p-limit'
import sharp, { type ResizeOptions } from 'sharp'
import { refused, type Outcome } from './outcome.ts'
import { largestPhoto } from './photos.ts'

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

/**
 * Somebody's photo as a JPEG of the size wished for, with nothing in it of where or by what it was taken. Recognised
 * by its bytes: neither name nor header is believed. One photo at a time in this process.
 */
export function preparePhoto({
  personId,
  photo,
  size,
}: {
  personId: string
  photo: Uint8Array
  size: ResizeOptions
}): Promise<Outcome<Buffer, PhotoRefusal>> {
  if (photo.length > largestPhoto) return Promise.resolve(refused('too-big'))
  return inTurn(personId, () => shrink(photo, size))
}

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

async function shrink(photo: Uint8Array, size: ResizeOptions): Promise<Outcome<Buffer, PhotoRefusal>> {
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
      .resize(size)
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 84, mozjpeg: true })
      .toBuffer()
    return { ok: true, value: small }
  } catch {
    return refused('broken-photo')
  }
}
