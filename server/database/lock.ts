import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { FolderInUseError } from './errors.ts'
import { processMark } from './processes.ts'

interface Holder {
  pid: number
  /** {@link processMark} of the holder; null once it has let go. */
  mark: string | null
}

const pattern = /^lock\.(\d+)$/

/**
 * Takes the data folder for this process until `release()` or its end, `kill -9` included.
 * @throws {FolderInUseError} where a live process holds it.
 *
 * Node has no flock. The lock is the highest of numbered files, each created whole by an atomic link: who finds
 * the highest abandoned takes it over by creating the next number, which only one process can. The highest file is
 * never deleted, a release rewrites it, so nobody can mistake a newer lock for the abandoned one it has seen.
 */
export async function lockFolder(dataDir: string): Promise<() => Promise<void>> {
  const folder = path.join(dataDir, 'lock')
  await mkdir(folder, { recursive: true })
  const draft = path.join(folder, `draft.${process.pid}.${randomUUID()}`)
  await writeFile(
    draft,
    JSON.stringify({ pid: process.pid, mark: processMark(process.pid) } satisfies Holder),
  )
  try {
    const number = await takeNext(dataDir, folder, draft)
    await clearBelow(folder, number - 1)
    return () => letGo(folder, number)
  } finally {
    await rm(draft, { force: true })
  }
}

/** The pid of the live process that holds the folder, or null. */
export async function folderHolder(dataDir: string): Promise<number | null> {
  const folder = path.join(dataDir, 'lock')
  const highest = await highestNumber(folder)
  return highest === 0 ? null : liveHolder(lockFile(folder, highest))
}

async function takeNext(dataDir: string, folder: string, draft: string): Promise<number> {
  for (;;) {
    const highest = await highestNumber(folder)
    const holder = highest === 0 ? null : await liveHolder(lockFile(folder, highest))
    if (holder !== null) throw new FolderInUseError(dataDir, holder)
    const mine = lockFile(folder, highest + 1)
    if (!(await linked(draft, mine))) continue
    // Someone may have taken, and left, later numbers since the folder was read: theirs count.
    if ((await highestNumber(folder)) === highest + 1) return highest + 1
    await rm(mine, { force: true })
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function liveHolder(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return 'null'
    throw error
  })
  const holder = parse(text)
  if (holder === null || holder.mark === null) return null
  return processMark(holder.pid) === holder.mark ? holder.pid : null
}

/** A file torn by a crash of the machine belongs to nobody alive. */
function parse(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder | null
  } catch {
    return null
  }
}

async function letGo(folder: string, number: number): Promise<void> {
  const draft = path.join(folder, `draft.${process.pid}.${randomUUID()}`)
  try {
    await writeFile(draft, JSON.stringify({ pid: process.pid, mark: null } satisfies Holder))
    await rename(draft, lockFile(folder, number))
  } catch (error) {
    // Whoever removed the whole data folder has released its lock as well.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** Drafts left by killed processes are cleared with the old numbers. */
async function clearBelow(folder: string, number: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const taken = pattern.exec(name)?.[1]
    const draftOf = /^draft\.(\d+)\./.exec(name)?.[1]
    const old = taken !== undefined && Number(taken) < number
    const dead = draftOf !== undefined && processMark(Number(draftOf)) === null
    if (old || dead) await rm(path.join(folder, name), { force: true })
  }
}

async function highestNumber(folder: string): Promise<number> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.reduce((highest, name) => Math.max(highest, Number(pattern.exec(name)?.[1] ?? 0)), 0)
}

function lockFile(folder: string, number: number): string {
  return path.join(folder, `lock.${number}`)
}
