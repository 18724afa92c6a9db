/**
 * `npm run kill -- [TIMES] [--seed N] [--json]`: kills the built server without warning, again and again, at moments
 * that the seed decides, and looks each time whether it is back soon and has kept all that it had acknowledged.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { buildIfStale } from '#server/commands/build.mjs'
import { runningUrl, startEmbedded } from '#server/database/embedded.ts'
import { demoRoom, freePorts, spawnBuiltServer, startBuiltServer } from '../load/built-server.ts'
import type { BuiltServer } from '../load/built-server.ts'
import { openStall } from '../load/open-stall.ts'
import { startWriter } from './acknowledged-rows.ts'
import { backUpOnAir } from './backup.ts'
import { checkBooks } from './books.ts'
import { sendBuyers } from './buyers.ts'
import { countProcesses } from './census.ts'
import { seededChance } from '#app/kernel/chance.ts'
import { report, type Kill, type Run } from './kill-report.ts'
import { databaseFolder, findMissing, unfinishedBroadcasts } from './kept.ts'
import { secondsShown, watchPlaylist } from './playlist-watch.ts'
import { replayLength } from './replay.ts'

const readyWithinMs = 5000
const buyersSeed = 20230429
/** As many coupons as they take in some fifteen kills: then all are gone. More boxes than they can buy. */
const crowd = { buyers: 12, stock: 100_000, coupons: 100 }
/** A part that viewers saw may still have been on its way to the disk. Seconds. */
const onePart = 0.5

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, seed: { type: 'string', default: '20220901' } },
  })
  const times = Number(positionals[0] ?? '20')
  await buildIfStale()
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'hongdao-kill-'))
  // Run by root, the database's own account must be able to reach it.
  await chmod(scratch, 0o755)
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const run: Run = {
    settings: { dataDir: path.join(scratch, 'data'), port, rtmpPort },
    chance: seededChance(Number(values.seed)),
    acknowledged: new Set(),
    shown: new Map(),
    trade: null,
    problems: [],
    late: [],
  }
  try {
    const kills = await killAgainAndAgain(run, times)
    await stopInOrder(run)
    await lastLook(run, scratch)
    report({ run, kills, json: values.json === true })
  } finally {
    // Where all went well there is nobody left; a start that failed may leave the database of the one before.
    for (const pid of (await countProcesses(await databaseFolder(run.settings.dataDir))).all) killNow(pid)
  }
  if (run.problems.length === 0) await rm(scratch, { recursive: true, force: true })
}

async function killAgainAndAgain(run: Run, times: number): Promise<Kill[]> {
  // The first start makes the cluster and is not one of those that must be quick.
  const first = await startBuiltServer(run.settings)
  const writer = await startWriter(run.settings.dataDir, run.acknowledged)
  const stall = await openStall(run.settings.dataDir, crowd)
  // By a chance of their own: how often they ask must not move the moments of the kills.
  const buyers = sendBuyers(stall, seededChance(buyersSeed))
  run.trade = { stall, buyers }
  const kills: Kill[] = []
  try {
    await first.stop()
    console.log('kill  ready ms  lived ms      rows   how')
    for (let number = 1; number <= times; number++) {
      const kill = await killOnce(run)
      kills.push(kill)
      const columns = [kill.readyMs.toFixed(0), kill.livedMs.toFixed(0), String(kill.rows)]
      console.log(
        [String(number).padStart(4), ...columns.map((text) => text.padStart(8)), ` ${kill.how}`].join('  '),
      )
    }
  } finally {
    await Promise.all([writer.stop(), buyers.stop()])
  }
  return kills
}

/** Starts, checks what the kill before left, lets rows and picture flow for a while, and kills. */
async function killOnce(run: Run): Promise<Kill> {
  const server = await startBuiltServer(run.settings)
  if (server.readyAfterMs > readyWithinMs)
    run.late.push(`ready only after ${server.readyAfterMs.toFixed(0)} ms`)
  const rows = await checkKept(run)
  const watch = watchPlaylist(`${server.url}/live/${demoRoom}/index.m3u8`, run.shown)
  const livedMs = 500 + run.chance() * 7500
  run.trade?.buyers.goTo(server.url)
  // On a slow machine every kill could come before the publisher is back: then nothing is asked of the recordings.
  if (run.shown.size === 0) await untilOnAir(server)
  await sleep(livedMs)
  const how = await strike(server, run)
  // Whoever still asks is answered as soon as there is somebody: that would be counted to the start.
  run.trade?.buyers.goTo(null)
  await watch.stop()
  if (run.chance() < 0.25) await killWhileStarting(run)
  return { readyMs: server.readyAfterMs, rows, livedMs, how }
}

/** Mostly the server alone, which leaves its PostgreSQL behind; now and then both, as when the power goes. */
async function strike(server: BuiltServer, run: Run): Promise<string> {
  const both = run.chance() < 0.3
  const gone = new Promise((resolve) => server.process.once('exit', resolve))
  server.process.kill('SIGKILL')
  if (both)
    for (const pid of (await countProcesses(await databaseFolder(run.settings.dataDir))).all) killNow(pid)
  await gone
  return both ? 'server and database' : 'server'
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // Gone by itself, when its parent went.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function killWhileStarting(run: Run): Promise<void> {
  const child = spawnBuiltServer(run.settings)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  await sleep(100 + run.chance() * 1500)
  child.kill('SIGKILL')
  await gone
}

/** Every acknowledged row is there, and one PostgreSQL is. Answers how many rows were looked for. */
async function checkKept(run: Run): Promise<number> {
  const { dataDir } = run.settings
  const url = await runningUrl(dataDir)
  if (url === null) throw new Error('the server is ready, but its database is not running')
  const missing = await findMissing(url, run.acknowledged)
  if (missing > 0) run.problems.push(`${missing} acknowledged rows are missing`)
  const { heads } = await countProcesses(await databaseFolder(dataDir))
  if (heads.length !== 1) run.problems.push(`${heads.length} PostgreSQL servers run on the folder`)
  return run.acknowledged.size
}

/** An orderly stop leaves nothing behind and nothing open. */
async function stopInOrder(run: Run): Promise<void> {
  const { dataDir } = run.settings
  const last = await startBuiltServer(run.settings)
  await untilOnAir(last)
  const code = await last.stop()
  if (code !== 0) run.problems.push(`the orderly stop ended with ${code}`)
  const left = (await countProcesses(await databaseFolder(dataDir))).all
  if (left.length > 0) run.problems.push(`the orderly stop left ${left.length} processes`)
  const database = await startEmbedded({ dataDir })
  const missing = await findMissing(database.url, run.acknowledged)
  if (missing > 0) run.problems.push(`${missing} acknowledged rows are missing at the end`)
  const open = await unfinishedBroadcasts(database.url)
  if (open > 0) run.problems.push(`${open} broadcasts are still open after the orderly stop`)
  await database.stop()
}

/** Every recording is played from end to end; then the system is backed up while it goes on. */
async function lastLook(run: Run, scratch: string): Promise<void> {
  const server = await startBuiltServer(run.settings)
  try {
    for (const [recording, shown] of run.shown) {
      await checkReplay({ run, server, recording, seconds: secondsShown(shown) })
    }
    await checkTrade(run)
    await untilOnAir(server)
    const backup = await backUpOnAir(run.settings, scratch)
    run.problems.push(...backup.problems)
    console.log(`backup on air, restored: ${backup.tables} tables, ${backup.rows} rows`)
  } finally {
    await server.stop()
  }
}

/** All that buyers were told holds, and everything that follows from it has happened. */
async function checkTrade({ settings, trade, problems }: Run): Promise<void> {
  const url = await runningUrl(settings.dataDir)
  if (trade === null || url === null) throw new Error('nobody has bought anything')
  const { stall, buyers } = trade
  problems.push(...buyers.problems, ...(await checkBooks(url, stall, buyers.acknowledged)))
}

/** The publisher comes back a moment after the server; what nobody resumed would rightly wait for its two minutes. */
async function untilOnAir({ url }: BuiltServer): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if ((await fetch(`${url}/live/${demoRoom}/index.m3u8`)).ok) return
    await sleep(100)
  }
  throw new Error('the demo did not come back on air')
}

async function checkReplay(look: {
  run: Run
  server: BuiltServer
  recording: string
  seconds: number
}): Promise<void> {
  const { run, server, recording, seconds } = look
  const length = await replayLength(server.url, recording)
  const shown = `${seconds.toFixed(1)} s were shown`
  if (length === null) run.problems.push(`recording ${recording} cannot be played; ${shown}`)
  else if (length < seconds - onePart)
    run.problems.push(`recording ${recording} has ${length.toFixed(1)} s; ${shown}`)
}

await main()
