import { createReadStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { env } from './env.server.ts'
import type { FileStorage } from './file-storage.ts'
import { singleton } from './singleton.ts'

/** The object store of S3_*, else DATA_DIR/files. */
export function fileStorage(): Promise<FileStorage> {
  return singleton('file-storage', async () => {
    const { s3, dataDir } = env()
    if (!s3) return localFiles(path.join(dataDir, 'files'))
    // The SDK is large: only who uses a bucket waits for it at start.
    const { objectStore } = await import('./file-storage-s3.server.ts')
    return objectStore(s3)
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
