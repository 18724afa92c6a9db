import { createReadStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { env } from './env.server.ts'
import { objectStore } from './file-storage-s3.server.ts'
import { singleton } from './singleton.ts'

/** First and last byte, both included. */
export interface ByteRange {
  first: number
  last: number
}

/** Where the bytes of files lie. A key is written once and never changed. */
export interface FileStorage {
  /** Takes over a finished file at `from`; afterwards nothing is left there. */
  keep(
    from: string,
    key: string,
    about: { contentType: string; bytes: number; sha256: string },
  ): Promise<void>
  open(key: string, range?: ByteRange): Promise<Readable>
  remove(key: string): Promise<void>
}

/** The object store of S3_*, else DATA_DIR/files. */
export function fileStorage(): FileStorage {
  return singleton('file-storage', () => {
    const { s3, dataDir } = env()
    return s3 ? objectStore(s3) : localFiles(path.join(dataDir, 'files'))
  })
}

/** Where uploads grow until they are complete: on the same disk, so that they can be renamed into place. */
export async function incomingFolder(): Promise<string> {
  const folder = path.join(env().dataDir, 'files', '.incoming')
  await mkdir(folder, { recursive: true })
  return folder
}

export function localFiles(root: string): FileStorage {
  return {
    async keep(from, key) {
      const to = path.join(root, key)
      await mkdir(path.dirname(to), { recursive: true })
      await rename(from, to)
    },
    async open(key, range) {
      const stream = createReadStream(path.join(root, key), range && { start: range.first, end: range.last })
      await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject))
      return stream
    },
    async remove(key) {
      await rm(path.join(root, key), { force: true })
    },
  }
}
