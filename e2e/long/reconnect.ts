/**
 * `npm run reconnect -- [CUTS] [--seed N] [--longest SECONDS] [--json]`: viewers with the page's own line to the room are
 * cut at random, again and again, while others talk; in the middle the server is killed without warning. Every message
 * that was acknowledged must be there once, and every viewer must have seen everything, once and in order.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { buildIfStale } from '#server/commands/build.mjs'
import { openLine, type Line } from '../fixtures/line.ts'
import { freePorts, startBuiltServer, type BuiltServer } from '../load/built-server.ts'
import { rounded } from '../load/rounds.ts'
import { signInSenders } from '../load/sign-in-senders.ts'
import { seededChance } from '#app/kernel/chance.ts'
import { startTalker, type Talker } from './talker.ts'
import { openWitness, readTimeline, type Witness } from './witness.ts'

interface Wish {
  cuts: number
  seed: number
  longestSeconds: number
}

interface Report {
  cuts: number
  viewers: number
  messages: number
  longestCutSeconds: number
  problems: string[]
}

const viewerCount = 20
const talkerCount = 10

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      seed: { type: 'string', default: '20220901' },
      longest: { type: 'string', default: '120' },
    },
  })
  const wish = {
    cuts: Number(positionals[0] ?? '100'),
    seed: Number(values.seed),
    longestSeconds: Number(values.longest),
  }
  await buildIfStale()
  const report = await inScratch((dataDir) => run(dataDir, wish))
  const { problems, ...figures } = report
  for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(24)} ${value}`)
  for (const problem of problems) console.log(`✗ ${problem}   (--seed ${wish.seed})`)
  if (values.json) console.log(JSON.stringify({ reconnect: figures, problems, seed: wish.seed }))
  if (problems.length > 0) process.exitCode = 1
  process.exit()
}

async function inScratch<Value>(work: (dataDir: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hongdao-reconnect-'))
  // Run by root, the database's own account must be able to reach it.
  await chmod(folder, 0o755)
  try {
    return await work(path.join(folder, 'data'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function run(dataDir: string, { cuts, seed, longestSeconds }: Wish): Promise<Report> {
  const share = Math.ceil(cuts / viewerCount)
  const plans = planCuts({ seed, share, longestSeconds })
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const settings = { dataDir, port, rtmpPort, environment: { LOG_LEVEL: 'error' } }
  let server = await startBuiltServer(settings)
  const cookies = await signInSenders(dataDir, talkerCount)
  const lines = await Promise.all(Array.from({ length: viewerCount }, () => openLine(port)))
  const witnesses = lines.map(({ url }) => openWitness(url))
  await until(() => witnesses.every(({ isOpen }) => isOpen()), 20_000)
  const talkers = cookies.map((cookie, place) => startTalker({ url: server.url, cookie, place }))
  const cutting = lines.map((line, place) => cutAgain(line, plans[place] ?? []))
  server = await killInTheMiddle(server, settings, Promise.all(cutting))
  const acknowledged = await quieten(talkers)
  const problems = await compare({ server, witnesses, acknowledged })
  for (const { close } of witnesses) close()
  await Promise.all(lines.map((line) => line.close()))
  await server.stop()
  return {
    cuts: share * viewerCount,
    viewers: viewerCount,
    messages: acknowledged.length,
    longestCutSeconds: rounded(Math.max(...plans.flat().map(({ seconds }) => seconds))),
    problems,
  }
}

interface Cut {
  afterSeconds: number
  seconds: number
}

/** Many short losses and few long ones, as a harbour's Wi-Fi has them; each line's own, decided before it begins. */
function planCuts({ seed, share, longestSeconds }: { seed: number; share: number; longestSeconds: number }) {
  const chance = seededChance(seed)
  const plan = (): Cut[] =>
    Array.from({ length: share }, () => ({
      afterSeconds: 0.5 + chance() * 4,
      seconds: 0.1 + chance() ** 4 * longestSeconds,
    }))
  return Array.from({ length: viewerCount }, plan)
}

async function cutAgain(line: Line, plan: Cut[]): Promise<void> {
  for (const { afterSeconds, seconds } of plan) {
    await sleep(afterSeconds * 1000)
    line.cut()
    await sleep(seconds * 1000)
    line.mend()
  }
}

/** Once, some seconds after the first cuts: `kill -9`, and the same server again on the same folder. */
async function killInTheMiddle(
  server: BuiltServer,
  settings: Parameters<typeof startBuiltServer>[0],
  cutting: Promise<unknown>,
): Promise<BuiltServer> {
  await sleep(6000)
  const gone = new Promise((resolve) => server.process.once('exit', resolve))
  server.process.kill('SIGKILL')
  await gone
  const again = await startBuiltServer(settings)
  await cutting
  return again
}

/** Stops the talk and waits until everything that was said is acknowledged. */
async function quieten(talkers: Talker[]): Promise<string[]> {
  for (const talker of talkers) talker.stop()
  await until(() => talkers.every(({ waiting }) => waiting() === 0), 30_000)
  const acknowledged = talkers.flatMap(({ acknowledged: texts }) => texts())
  for (const talker of talkers) talker.close()
  return acknowledged
}

async function compare({
  server,
  witnesses,
  acknowledged,
}: {
  server: BuiltServer
  witnesses: Witness[]
  acknowledged: string[]
}): Promise<string[]> {
  const problems: string[] = []
  const timeline = await readTimeline(server.url)
  const last = timeline.at(-1)?.seq ?? 0
  await until(() => witnesses.every((one) => one.last() === last), 40_000)
  const texts = timeline.map(({ text }) => text)
  const times = new Map<string, number>()
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1)
  for (const text of acknowledged)
    if (times.get(text) !== 1)
      problems.push(`acknowledged and ${times.get(text) ?? 0} times on the timeline: ${text}`)
  for (const [place, { seq }] of timeline.entries())
    if (place > 0 && seq !== (timeline[place - 1]?.seq ?? 0) + 1)
      problems.push(`the timeline has a gap before ${seq}`)
  for (const [place, witness] of witnesses.entries()) problems.push(...faultsOf(witness, place, last))
  return problems
}

function faultsOf(witness: Witness, place: number, last: number): string[] {
  const seen = witness.seen()
  const faults: string[] = []
  for (const [index, seq] of seen.entries())
    if (index > 0 && seq !== (seen[index - 1] ?? 0) + 1)
      faults.push(`viewer ${place} saw ${seq} after ${seen[index - 1]}`)
  if (seen.at(-1) !== last)
    faults.push(`viewer ${place} has seen up to ${seen.at(-1) ?? 'nothing'}, not ${last}`)
  return faults
}

async function until(holds: () => boolean, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!holds() && performance.now() < deadline) await sleep(50)
}

await main()
