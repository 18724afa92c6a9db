import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { findRunning, shutDown } from './cluster.ts'
import { startEmbedded } from './embedded.ts'
import { folderHolder, lockFolder } from './lock.ts'
import { readNote } from './place.ts'

export interface TemporaryCluster {
  url: string
  dataDir: string
  stop(): Promise<void>
}

const prefix = 'hongdao-temporary-'

/** A cluster in a temporary folder, fast and forgetful: for tests and for comparing schemas. `stop` removes it. */
export async function startTemporary(): Promise<TemporaryCluster> {
  await removeAbandoned()
  const dataDir = await mkdtemp(path.join(tmpdir(), prefix))
  // The account that root runs PostgreSQL as must be able to pass.
  await chmod(dataDir, 0o755)
  const release = await lockFolder(dataDir)
  const embedded = await startEmbedded({ dataDir })
  await makeForgetful(embedded.url)
  return {
    url: embedded.url,
    dataDir,
    async stop() {
      await embedded.stop()
      await release()
      await rm(embedded.folder, { recursive: true, force: true })
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Nothing here has to survive a crash, and waiting for the disk is most of what a test does. */
async function makeForgetful(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await client.query(`ALTER SYSTEM SET ${setting} = off`)
  await client.query('SELECT pg_reload_conf()')
  await client.end()
}

/** A killed test run leaves its server and its folder behind: the next one clears them. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const dataDir = path.join(tmpdir(), name)
    if (!name.startsWith(prefix) || (await readdir(dataDir)).includes('lock') === false) continue
    if ((await folderHolder(dataDir)) !== null) continue
    const note = await readNote(dataDir)
    const running = note === null ? null : await findRunning(path.join(note.folder, 'cluster'))
    if (running !== null) await shutDown(running.pid)
    if (note !== null) await rm(note.folder, { recursive: true, force: true })
    await rm(dataDir, { recursive: true, force: true })
  }
}
