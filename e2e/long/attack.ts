/**
 * `npm run hostile -- [INPUTS] [--seed N] [--json]`: generated inputs over a room's socket, over `/ingest` and over the
 * forms, from nearly right to nonsense. The server must neither end nor answer 5xx, every event that asks for an answer
 * gets one with a reason of the contract, and whoever watches meanwhile goes on hearing.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { buildIfStale } from '#server/commands/build.mjs'
import { freePorts, processUse, startBuiltServer, type BuiltServer } from '../load/built-server.ts'
import { signInSenders } from '../load/sign-in-senders.ts'
import { anyAsk, anyForm, anyIngest, anyPacket } from './attack-inputs.ts'
import { knockOnIngest, pressForm, speakPackets, tellAsks, type Tally } from './attack-lines.ts'
import { openWitness } from './witness.ts'

/** So many inputs one connection sends before the next takes over: below what the server's pace allows. */
const perConnection = 30
const atOnce = 8
const mostGrowthBytes = 600e6

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, seed: { type: 'string', default: '20220901' } },
  })
  const inputs = Number(positionals[0] ?? '100000')
  const seed = Number(values.seed)
  await buildIfStale()
  const tally: Tally = { inputs: 0, answered: 0, refused: 0, unanswered: 0, problems: [] }
  await onFreshServer(async (server, dataDir) => {
    const [cookie = ''] = await signInSenders(dataDir, 1)
    await attack(server, { inputs, seed, cookie, tally })
  })
  const { problems, ...figures } = tally
  for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(16)} ${value}`)
  for (const problem of problems.slice(0, 20)) console.log(`✗ ${problem}   (--seed ${seed})`)
  if (values.json) console.log(JSON.stringify({ hostile: figures, problems, seed }))
  process.exit(problems.length > 0 ? 1 : 0)
}

async function onFreshServer(work: (server: BuiltServer, dataDir: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hongdao-hostile-'))
  // Run by root, the database's own account must be able to reach it.
  await chmod(folder, 0o755)
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const dataDir = path.join(folder, 'data')
  const server = await startBuiltServer({ dataDir, port, rtmpPort, environment: { LOG_LEVEL: 'fatal' } })
  try {
    await work(server, dataDir)
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function attack(
  server: BuiltServer,
  { inputs, seed, cookie, tally }: { inputs: number; seed: number; cookie: string; tally: Tally },
): Promise<void> {
  const before = await processUse(server.pid)
  const witness = openWitness(server.url)
  const sample = <Value>(arbitrary: fc.Arbitrary<Value>, share: number, salt: number) =>
    fc.sample(arbitrary, { numRuns: Math.ceil(inputs * share), seed: seed + salt })
  await inTurns(sample(anyAsk, 0.5, 1), (batch) => tellAsks(server.url, cookie, batch, tally))
  await inTurns(sample(anyPacket, 0.2, 2), (batch) => speakPackets(server.port, batch, tally))
  await inTurns(sample(anyIngest, 0.1, 3), (batch) => knockOnIngest(server, batch, tally))
  await inTurns(sample(anyForm, 0.2, 4), (batch) => pressForm(server.url, cookie, batch, tally))
  const ready = await fetch(`${server.url}/readyz`)
  if (!ready.ok) tally.problems.push(`afterwards /readyz answers ${ready.status}`)
  if (server.process.exitCode !== null) tally.problems.push('the server has ended')
  if (!witness.isOpen()) tally.problems.push('whoever watched has lost her line')
  witness.close()
  const growth = (await processUse(server.pid)).rssBytes - before.rssBytes
  if (growth > mostGrowthBytes) tally.problems.push(`the server holds ${Math.round(growth / 1e6)} MB more`)
}

/** A few connections at a time, each with its share. */
async function inTurns<Input>(all: Input[], work: (batch: Input[]) => Promise<void>): Promise<void> {
  const batches = Array.from({ length: Math.ceil(all.length / perConnection) }, (_, place) =>
    all.slice(place * perConnection, (place + 1) * perConnection),
  )
  const workers = Array.from({ length: atOnce }, async () => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) await work(batch)
  })
  await Promise.all(workers)
}

await main()
