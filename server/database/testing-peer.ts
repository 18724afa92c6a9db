import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { as, databaseAccount, giveTo } from './account.ts'
import { freePort, shutDown } from './cluster.ts'
import { temporaryFolder } from './testing.ts'

const debian = '/usr/lib/postgresql'

/**
 * For tests: a PostgreSQL of another major version, to move backups to. `PEER_DATABASE_URL` names one, else a server
 * of Debian's packages (`apt-get install postgresql-15`) is started in a temporary folder; null where there is neither.
 */
export async function openPeer(): Promise<{ url: string; close(): Promise<void> } | null> {
  const given = process.env['PEER_DATABASE_URL']
  if (given) return { url: given, close: () => Promise.resolve() }
  const version = existsSync(debian) ? readdirSync(debian).find((name) => name !== '18') : undefined
  const programs = path.join(debian, version ?? '', 'bin')
  return existsSync(path.join(programs, 'initdb')) ? startPeer(programs) : null
}

async function startPeer(programs: string): Promise<{ url: string; close(): Promise<void> }> {
  const folder = await temporaryFolder('peer')
  const cluster = path.join(folder, 'cluster')
  const account = databaseAccount(cluster)
  giveTo(account, folder)
  const options = [
    '-D',
    cluster,
    '--auth=trust',
    '--username=peer',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ]
  execFileSync(path.join(programs, 'initdb'), options, { ...as(account), stdio: 'ignore' })
  const port = await freePort(0)
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off']
  const child = spawn(
    path.join(programs, 'postgres'),
    ['-D', cluster, ...settings.flatMap((one) => ['-c', one])],
    {
      ...as(account),
      stdio: 'ignore',
    },
  )
  const url = `postgresql://peer@127.0.0.1:${port}/postgres`
  await untilAnswers(url)
  return {
    url,
    async close() {
      await shutDown(child.pid as number)
      await rm(folder, { recursive: true })
    },
  }
}

async function untilAnswers(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (attempt === 200) throw error
      await sleep(50)
    }
  }
}
