import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromFile } from 'file-type'
import { z } from 'zod'
import type { StoredFile } from '#app/generated/prisma/client.ts'
import type { ByteRange } from './byte-range.ts'
import { database, type Transaction } from './database.server.ts'
import { fileStorage, incomingFolder } from './file-storage.server.ts'
import { emit } from './outbox.server.ts'
import { refused, type Outcome } from './outcome.ts'
import { transact, type Actor } from './transact.server.ts'

export type { StoredFile, ByteRange }

export interface NewFile {
  source: AsyncIterable<Uint8Array> | Uint8Array
  actor: Actor
  /** Whose file it is; nobody's where it belongs to the house. */
  ownerId?: string
  visibility: StoredFile['visibility']
  /**
   * The content types taken, recognised by the bytes themselves: neither name nor header is believed. Text of any encoding
   * is `text/plain`.
   */
  accept: readonly string[]
  maxBytes: number
  /** What commits together with the file's row, or undoes it: what it throws comes out, and nothing is kept. */
  within?: (tx: Transaction, file: StoredFile) => Promise<void>
}

export type FileRefusal = 'empty' | 'too-big' | 'kind-not-allowed'

interface Arrived {
  at: string
  bytes: number
  sha256: string
}

/** Keeps a file. Its bytes are safe in the store before its row exists; a refused one leaves nothing behind. */
export async function storeFile(input: NewFile): Promise<Outcome<StoredFile, FileRefusal>> {
  const at = path.join(await incomingFolder(), randomUUID())
  try {
    const arrived = await receive(input, at)
    if (arrived === null) return refused('too-big')
    if (arrived.bytes === 0) return refused('empty')
    const contentType = (await fileTypeFromFile(at))?.mime ?? (await textTypeOf(at))
    if (!contentType || !input.accept.includes(contentType)) return refused('kind-not-allowed')
    return await keep(input, arrived, contentType)
  } finally {
    await rm(at, { force: true })
  }
}

/** The file with a way to read it (all, or a range of bytes), or null. Who may read is decided by `canReadFile`. */
export async function openFile(
  id: string,
): Promise<{ file: StoredFile; read: (range?: ByteRange) => Promise<Readable> } | null> {
  if (!z.uuid().safeParse(id).success) return null
  const file = await database().storedFile.findUnique({ where: { id } })
  return file && { file, read: async (range) => (await fileStorage()).open(file.storageKey, range) }
}

/**
 * Gives up a file within another operation, which audits it. Its bytes go once that is committed, also after a crash.
 * One that is gone already, or belongs to another owner, is left as it is.
 */
export async function dropFile(tx: Transaction, file: { id: string; ownerId: string | null }): Promise<void> {
  const dropped = await tx.storedFile.findFirst({ where: file, select: { storageKey: true } })
  if (dropped === null) return
  await tx.storedFile.deleteMany({ where: file })
  await emit(tx, { task: 'file.remove-bytes', payload: dropped })
}

/** Public files are anybody's to read, private ones their owner's. */
export function canReadFile(
  file: Pick<StoredFile, 'visibility' | 'ownerId'>,
  personId: string | null,
): boolean {
  return file.visibility === 'public' || (personId !== null && file.ownerId === personId)
}

/** Writes what arrives to disk; null where it is more than allowed. */
async function receive(input: NewFile, at: string): Promise<Arrived | null> {
  const hash = createHash('sha256')
  const tooBig = new Error('too big')
  let bytes = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      bytes += chunk.length
      hash.update(chunk)
      next(bytes > input.maxBytes ? tooBig : null, chunk)
    },
  })
  const source =
    input.source instanceof Uint8Array ? Readable.from([input.source]) : Readable.from(input.source)
  try {
    await pipeline(source, count, createWriteStream(at, { mode: 0o600, flush: true }))
  } catch (error) {
    if (error === tooBig) return null
    throw error
  }
  return { at, bytes, sha256: hash.digest('hex') }
}

/** So much of a file shows whether it is text, in bytes. */
const textProbe = 64 * 1024

/** `text/plain` where no byte of the beginning is one that text has not; UTF-16 has noughts, and a mark that says so. */
async function textTypeOf(at: string): Promise<'text/plain' | undefined> {
  const file = await open(at)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(textProbe), 0, textProbe, 0)
    const bytes = buffer.subarray(0, bytesRead)
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'text/plain'
    const isText = bytes.every(
      (byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c,
    )
    return isText ? 'text/plain' : undefined
  } finally {
    await file.close()
  }
}

async function keep(input: NewFile, { at, bytes, sha256 }: Arrived, contentType: string) {
  const name = randomUUID()
  const storageKey = `${name.slice(0, 2)}/${name}`
  const storage = await fileStorage()
  await storage.keep(at, storageKey, { contentType, bytes, sha256 })
  const { ownerId, visibility } = input
  try {
    return await transact<StoredFile>(
      { actor: input.actor, action: 'file.store', subject: 'file' },
      async (tx, _refuse, note) => {
        const file = await tx.storedFile.create({
          data: { ownerId, visibility, contentType, bytes, sha256, storageKey },
        })
        await input.within?.(tx, file)
        note({ subject: `file:${file.id}`, after: { contentType, bytes, sha256, visibility } })
        return file
      },
    )
  } catch (error) {
    await storage.remove(storageKey)
    throw error
  }
}
