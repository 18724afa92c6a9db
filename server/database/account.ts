import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, statSync } from 'node:fs'
import { DatabaseStartError } from './errors.ts'

/** A system account that PostgreSQL runs as, since it refuses to run as root. */
export interface Account {
  name: string
  uid: number
  gid: number
}

/**
 * The account that PostgreSQL must run as: null (ourselves) for an ordinary user. For root: the owner of the
 * cluster that is there already, else `postgres`, made where the machine has none, else `nobody`.
 */
export function databaseAccount(cluster: string): Account | null {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0)
    return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  const account = findAccount('postgres') ?? createAccount('postgres') ?? findAccount('nobody')
  if (account === null)
    throw new DatabaseStartError(
      'PostgreSQL 不能以 root 运行，且找不到也建不了普通账户 · PostgreSQL refuses to run as root, and no other account could be found or made. Start as an ordinary user.',
    )
  return account
}

function findAccount(name: string): Account | null {
  const ids = ['-u', '-g'].map((flag) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' })
    return answer.status === 0 ? Number(answer.stdout.trim()) : NaN
  })
  const [uid = NaN, gid = NaN] = ids
  return Number.isInteger(uid) && Number.isInteger(gid) && uid !== 0 ? { name, uid, gid } : null
}

/** shadow's useradd (most Linuxes) or BusyBox's adduser (Alpine). */
function createAccount(name: string): Account | null {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name]],
    ['adduser', ['-S', '-D', '-H', name]],
  ]
  for (const [command, args] of attempts) {
    const made = spawnSync(command, args, { stdio: 'ignore' })
    if (made.status === 0) return findAccount(name)
  }
  return null
}

/** Whether the account can use the folder; ourselves can always, or will be told by the file system. */
export function canUse(account: Account | null, folder: string, access: 'read' | 'write'): boolean {
  if (account === null) return true
  const probe = spawnSync(
    '/bin/sh',
    ['-c', `test -x "$1" && test -${access === 'read' ? 'r' : 'w'} "$1"`, 'sh', folder],
    {
      cwd: '/',
      uid: account.uid,
      gid: account.gid,
      stdio: 'ignore',
    },
  )
  return probe.status === 0
}

export function giveTo(account: Account | null, file: string): void {
  if (account !== null) chownSync(file, account.uid, account.gid)
}

/** Spawn options under which a child runs as the account. */
export function as(account: Account | null): { uid?: number; gid?: number; cwd: string } {
  return account === null ? { cwd: '/' } : { uid: account.uid, gid: account.gid, cwd: '/' }
}

/** Whether the account can run a program: the file, its folders and its libraries are all within its reach. */
export function canRun(account: Account | null, program: string): boolean {
  try {
    execFileSync(program, ['--version'], { ...as(account), stdio: 'ignore' })
    return true
  } catch {
    // Whatever the reason, the caller looks for another place.
    return false
  }
}
