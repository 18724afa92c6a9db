import path from 'node:path'
import process from 'node:process'
import { runningUrl, startEmbedded } from './embedded.ts'
import { FolderInUseError } from './errors.ts'
import { lockFolder } from './lock.ts'

export interface System {
  url: string
  dataDir: string
  /** Whether the server runs on this data folder at this moment. */
  serving: boolean
}

/**
 * Lets a command work on this system's database, as the environment describes it: at `DATABASE_URL`, beside the
 * running server, or by starting the embedded database for the time of the work.
 */
export async function withSystem<Value>(work: (system: System) => Promise<Value>, source = process.env): Promise<Value> {
  const dataDir = path.resolve(source['DATA_DIR'] || 'data')
  const external = source['DATABASE_URL']
  const release = await tryLock(dataDir)
  const serving = release === null
  try {
    if (external !== undefined && external !== '') return await work({ url: external, dataDir, serving })
    if (serving) return await work({ url: await urlOfRunning(dataDir), dataDir, serving })
    const embedded = await startEmbedded({ dataDir })
    try {
      return await work({ url: embedded.url, dataDir, serving })
    } finally {
      await embedded.stop()
    }
  } finally {
    await release?.()
  }
}

/** Null where a live process, the server, holds the folder. */
async function tryLock(dataDir: string): Promise<(() => Promise<void>) | null> {
  try {
    return await lockFolder(dataDir)
  } catch (error) {
    if (error instanceof FolderInUseError) return null
    throw error
  }
}

async function urlOfRunning(dataDir: string): Promise<string> {
  const url = await runningUrl(dataDir)
  if (url !== null) return url
  // The server holds the folder, but its database is not up: it is just starting, stopping, or another command works.
  throw new FolderInUseError(dataDir, process.ppid)
}
