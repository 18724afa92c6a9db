import path from 'node:path'
import process from 'node:process'
import { runningUrl, startEmbedded } from './embedded.ts'
import { FolderInUseError } from './errors.ts'
import { lockFolder } from './lock.ts'

export interface System {
  url: string
  dataDir: string
  /** Whether the server, or another command, works on this data folder at this moment. */
  serving: boolean
}

/**
 * Lets a command work on this system's database, as the environment describes it: at `DATABASE_URL`, beside the
 * running server, or by starting the embedded database for the time of the work.
 */
export async function withSystem<Value>(
  work: (system: System) => Promise<Value>,
  source: Record<string, string | undefined> = process.env,
): Promise<Value> {
  const dataDir = path.resolve(source['DATA_DIR'] || 'data')
  const lock = await tryLock(dataDir)
  try {
    const serving = lock instanceof FolderInUseError
    if (source['DATABASE_URL']) return await work({ url: source['DATABASE_URL'], dataDir, serving })
    if (!serving) return await onStarted(dataDir, work)
    const url = await runningUrl(dataDir)
    // The holder is just starting, or stopping.
    if (url === null) throw lock
    return await work({ url, dataDir, serving })
  } finally {
    if (typeof lock === 'function') await lock()
  }
}

async function onStarted<Value>(dataDir: string, work: (system: System) => Promise<Value>): Promise<Value> {
  const embedded = await startEmbedded({ dataDir })
  try {
    return await work({ url: embedded.url, dataDir, serving: false })
  } finally {
    await embedded.stop()
  }
}

async function tryLock(dataDir: string): Promise<(() => Promise<void>) | FolderInUseError> {
  try {
    return await lockFolder(dataDir)
  } catch (error) {
    if (error instanceof FolderInUseError) return error
    throw error
  }
}
