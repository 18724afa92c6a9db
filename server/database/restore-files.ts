import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, utimes } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Entry } from './archive.ts'
import { fileFolders, secretsName } from './backup-format.ts'
import { BackupError } from './errors.ts'

/** Unpacks files beside their places and moves them there at the end, so that a failure leaves the folder empty. */
export class FileUnpacker {
  files = 0
  private readonly dataDir: string
  private readonly aside: string

  constructor(dataDir: string) {
    this.dataDir = dataDir
    this.aside = path.join(dataDir, 'restore.partial')
  }

  async begin(): Promise<void> {
    await rm(this.aside, { recursive: true, force: true })
    await mkdir(this.aside, { recursive: true })
  }

  async write(name: string, entry: Entry): Promise<void> {
    const target = path.join(this.aside, safeName(name))
    await mkdir(path.dirname(target), { recursive: true })
    await pipeline(
      entry,
      createWriteStream(target, { mode: (entry.header.mode ?? 0o600) & 0o777, flush: true }),
    )
    const mtime = entry.header.mtime ?? new Date()
    await utimes(target, mtime, mtime)
    if (name !== secretsName) this.files++
  }

  async putInPlace(): Promise<void> {
    for (const name of await readdir(this.aside)) {
      // Only empty folders can stand there: the restore began by looking.
      await rm(path.join(this.dataDir, name), { recursive: true, force: true })
      await rename(path.join(this.aside, name), path.join(this.dataDir, name))
    }
  }

  async cleanUp(): Promise<void> {
    await rm(this.aside, { recursive: true, force: true })
  }
}

/** A restore goes only where no file of an earlier system lies. */
export async function refuseFilled(dataDir: string): Promise<void> {
  for (const folder of fileFolders) {
    const entries = await readdir(path.join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(
      none,
    )
    if (entries.some((entry) => !entry.isDirectory()))
      throw new BackupError(
        `只能恢复到空的系统，但 ${path.join(dataDir, folder)} 里有文件 · A restore goes into an empty system only, but there are files in ${path.join(dataDir, folder)}.`,
      )
  }
}

/** A name from an archive never leads out of the data folder. */
function safeName(name: string): string {
  const parts = name.split('/')
  const known = name === secretsName || (parts.length > 1 && fileFolders.includes(parts[0] ?? ''))
  if (
    !known ||
    parts.some(
      (part) => part === '' || part === '.' || part === '..' || part.includes('\\') || part.includes('\0'),
    )
  )
    throw new BackupError(
      `备份里有不认识的文件：${name} · The backup holds a file that does not belong there: ${name}`,
    )
  return name
}

function none(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT') return []
  throw error
}
