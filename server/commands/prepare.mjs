/**
 * What every command needs before it can run on a fresh clone: a new enough Node, room on the disk, the packages
 * and the generated database client. Only Node's own modules are imported here: nothing is installed yet.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const oldestNode = { major: 20, minor: 19 }
const leastFreeBytes = 1e9
const generatedStamp = join(root, 'app', 'generated', '.schema')

/**
 * The environment for tools that would otherwise fetch things from elsewhere than the package registry: Prisma's
 * engines and Playwright's browsers. `/bin/false` rather than `/bin/true`: a tool that does call the engine must fail.
 */
export const quietToolEnvironment = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: '/bin/false',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
}

/** A reason to stop that the reader can act on: shown as one line, without a stack. */
export class CannotGoOn extends Error {}

/** @param {string} chinese @param {string} english */
export function say(chinese, english) {
  process.stdout.write(`${chinese} · ${english}\n`)
}

/** Runs a command's main function; what the reader can mend is one line, anything else keeps its stack. @param {() => Promise<void> | void} main */
export async function runCommand(main) {
  try {
    await main()
  } catch (problem) {
    process.stderr.write(
      problem instanceof CannotGoOn
        ? `${problem.message}\n`
        : `${problem instanceof Error ? problem.stack : String(problem)}\n`,
    )
    process.exitCode = 1
  }
}

/** Refuses a Node that is too old and a disk that is nearly full, before half the work is done. */
export function checkMachine() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < oldestNode.major || (major === oldestNode.major && minor < oldestNode.minor)) {
    const wanted = `${oldestNode.major}.${oldestNode.minor}`
    throw new CannotGoOn(
      `需要 Node ${wanted} 或更新版本，现在是 ${process.versions.node} · Node ${wanted} or newer is needed, this is ${process.versions.node}`,
    )
  }
  const disk = statfsSync(root)
  const free = disk.bavail * disk.bsize
  if (free < leastFreeBytes) {
    const megabytes = Math.floor(free / 1e6)
    throw new CannotGoOn(
      `磁盘空间不足：${root} 只剩 ${megabytes} MB，至少需要 1 GB · The disk is nearly full: ${megabytes} MB left at ${root}, 1 GB is needed`,
    )
  }
}

/**
 * Runs Node on a script of ours or of an installed package. Answers true where it succeeded; what it printed is
 * shown only where it failed.
 * @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 */
export function runNodeQuietly(args, env = quietToolEnvironment) {
  const run = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64e6,
  })
  if (run.status === 0) return true
  process.stderr.write(Buffer.concat([run.stdout ?? Buffer.alloc(0), run.stderr ?? Buffer.alloc(0)]))
  return false
}

/** Installs the packages where what is installed is not what the lock file says. */
export function installPackages() {
  if (isInstalled()) return
  say('正在安装依赖，首次约需一两分钟…', 'Installing packages, a minute or two the first time…')
  const npm = process.env.npm_execpath
  const [program, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const run = spawnSync(program, [...before, ...args], {
    cwd: root,
    env: quietToolEnvironment,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (run.status !== 0) {
    throw new CannotGoOn('依赖安装失败，原因见上 · Installing the packages failed, the reason is above')
  }
}

/**
 * npm notes at the end of each installation what it put there: an installation that was cut short leaves no note, and
 * one made by hand counts as well. Optional packages may be for another system.
 */
function isInstalled() {
  const note = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const { packages: installed } = JSON.parse(readFileSync(note, 'utf8'))
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(wanted).every(
    ([place, { version, optional, devOptional }]) =>
      place === '' || optional || devOptional || installed[place]?.version === version,
  )
}

/** Generates the database client where the schema has changed. It needs no engine and no network. */
export function generateDatabaseClient() {
  const wanted = hashFiles(listFiles(join(root, 'prisma', 'schema')))
  if (readStamp(generatedStamp) === wanted) return
  if (!runNodeQuietly(['node_modules/prisma/build/index.js', 'generate'])) {
    throw new CannotGoOn(
      '数据库客户端生成失败，原因见上 · Generating the database client failed, the reason is above',
    )
  }
  writeFileSync(generatedStamp, wanted)
}

/** @param {string} file */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** Every file under a folder, sorted, so that the same tree always gives the same list. @param {string} folder @returns {string[]} */
export function listFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

/** One hash over names and contents. @param {string[]} files */
export function hashFiles(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    if (!existsSync(file)) continue
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
