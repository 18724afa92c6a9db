/**
 * `npm run hostile -- [INPUTS] [--seed N] [--json]`: generated inputs over the rooms' sockets, over `/ingest` and to
 * the forms, while two honest people are in the room. The server must not fall, fail, grow without end or leave a question
 * unanswered; what it refuses it refuses for a reason of the contract. The same seed sends the same inputs.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { refusals } from '#app/features/live/index.ts'
import { buildIfStale } from '#server/commands/build.mjs'
import { demoRoom, freePorts, processUse, projectRoot, startBuiltServer } from '../load/built-server.ts'
import type { BuiltServer } from '../load/built-server.ts'
import { flood, post, publish, sendEvents, sendPackets, sendUpgrades, type Lane } from './hostile-lanes.ts'
import type { People } from './hostile-people.ts'
import { openWitness } from './hostile-witness.ts'

/** What part of the inputs goes where. */
const shares = { events: 0.6, packets: 0.12, upgrades: 0.04, floods: 0.02, ingest: 0.1, forms: 0.12 }
const rooms = ['hostile-1', 'hostile-2', 'hostile-3']
const mostBytes = 900e6

interface Run {
  server: BuiltServer
  people: People
  inputs: number
  seed: number
  problems: string[]
  tally: { unanswered: number }
  findTicket: (room: string) => Promise<string>
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, seed: { type: 'string', default: '20220901' } },
  })
  const inputs = Number(positionals[0] ?? '100000')
  const seed = Number(values.seed)
  await buildIfStale()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hongdao-hostile-'))
  // Run by root, the database's own account must be able to reach it.
  await chmod(folder, 0o755)
  const { problems, ...figures } = await attack(path.join(folder, 'data'), { inputs, seed })
  for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(24)} ${value}`)
  for (const problem of problems.slice(0, 40)) console.error(`✗ ${problem}`)
  if (problems.length > 0) {
    console.error(
      `${problems.length} problems; again: npm run hostile -- ${inputs} --seed ${seed}; log: ${folder}`,
    )
    process.exitCode = 1
  } else await rm(folder, { recursive: true, force: true })
  if (values.json) console.log(JSON.stringify({ hostile: figures, problems, seed }))
}

async function attack(dataDir: string, { inputs, seed }: { inputs: number; seed: number }) {
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const server = await startBuiltServer({ dataDir, port, rtmpPort, environment: { LOG_LEVEL: 'error' } })
  const aside = openAside(dataDir)
  const problems: string[] = []
  const tally = { unanswered: 0 }
  try {
    const people = (await aside.ask({ rooms, buyers: 24 })) as People
    const findTicket = async (room: string) => String(await aside.ask({ room }))
    await untilOnAir(server)
    const witness = await openWitness({ url: server.url, cookie: people.buyers.pop() ?? '' })
    const memory = watchMemory(server.pid)
    const began = performance.now()
    await Promise.all(lanesOf({ server, people, inputs, seed, problems, tally, findTicket }))
    const seconds = (performance.now() - began) / 1000
    const heard = witness.heard()
    problems.push(...(await witness.finish()), ...(await lookAfter(server)), ...(await bugsLogged(dataDir)))
    const mostMemoryBytes = memory.stop()
    if (mostMemoryBytes > mostBytes) problems.push(`the server took ${mostMemoryBytes} bytes of memory`)
    aside.stop()
    if ((await server.stop()) !== 0) problems.push('the server did not stop in order')
    return {
      inputs,
      seconds: Math.round(seconds),
      ...tally,
      honestMessages: heard,
      mostMemoryBytes,
      problems,
    }
  } finally {
    aside.stop()
    await server.stop()
  }
}

/** Everything that is sent at the same time. */
function lanesOf(run: Run): Promise<void>[] {
  const { people, inputs, findTicket } = run
  const eventLanes = Math.min(100, Math.max(12, Math.ceil(inputs / 1000)))
  const lane = laneMaker(run)
  const reasons = new Set<string>(refusals.filter((reason) => reason !== 'failed'))
  const [forForms, forEvents] = [people.buyers.slice(0, 4), people.buyers.slice(4)]
  const floods = Math.max(1, Math.round((inputs * shares.floods) / 1000))
  return [
    ...Array.from({ length: eventLanes }, (_, place) => {
      const who = [undefined, people.host, ...forEvents]
      const cookie = who[place % who.length]
      // Only her own rooms are moderated by the hostile host: the honest ones are in another.
      const room = cookie === people.host ? (rooms[0] ?? '') : demoRoom
      return sendEvents({ ...lane((inputs * shares.events) / eventLanes), cookie, room, reasons })
    }),
    ...repeat(4, () => sendPackets(lane((inputs * shares.packets) / 4))),
    ...repeat(2, () => sendUpgrades(lane((inputs * shares.upgrades) / 2))),
    ...repeat(floods, () => flood(lane(1000))),
    ...rooms.map((room) =>
      publish({ ...lane((inputs * shares.ingest) / rooms.length), findTicket: () => findTicket(room) }),
    ),
    ...repeat(4, () => post({ ...lane((inputs * shares.forms) / 4), cookies: forForms })),
  ]
}

/** Lanes with an address and a seed of their own each. */
function laneMaker({ server, seed, problems, tally }: Run): (count: number) => Lane {
  let made = 0
  return (count) => {
    made += 1
    const from = `127.7.${Math.floor(made / 200)}.${1 + (made % 200)}`
    const wrong = (problem: string) => problems.push(problem)
    const unanswered = (number: number) => void (tally.unanswered += number)
    return { port: server.port, from, seed: seed + made * 7919, count: Math.ceil(count), wrong, unanswered }
  }
}

function repeat<Made>(times: number, make: () => Made): Made[] {
  return Array.from({ length: times }, make)
}

/** Alive, able to serve, and still on air. */
async function lookAfter({ url, process: child }: BuiltServer): Promise<string[]> {
  if (child.exitCode !== null || child.signalCode !== null) return ['the server is gone']
  const answer = await fetch(`${url}/readyz`).catch(() => null)
  if (!answer?.ok) return [`/readyz answers ${answer?.status ?? 'nothing'}`]
  const playlist = await fetch(`${url}/live/${demoRoom}/index.m3u8`)
  return playlist.ok ? [] : [`the honest broadcast answers ${playlist.status}`]
}

/** What the server itself calls a bug. */
async function bugsLogged(dataDir: string): Promise<string[]> {
  const log = await readFile(`${dataDir}-server.log`, 'utf8')
  return log
    .split('\n')
    .filter((line) => /"level":(5|6)\d/.test(line) || /^\s*(\w*Error|Uncaught)/.test(line))
    .map((line) => `in the log: ${line.slice(0, 300)}`)
}

function watchMemory(pid: number): { stop: () => number } {
  let most = 0
  const timer = setInterval(() => {
    processUse(pid).then(
      ({ rssBytes }) => (most = Math.max(most, rssBytes)),
      () => {},
    )
  }, 500)
  return {
    stop: () => {
      clearInterval(timer)
      return most
    },
  }
}

async function untilOnAir({ url }: BuiltServer): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if ((await fetch(`${url}/live/${demoRoom}/index.m3u8`)).ok) return
    await sleep(100)
  }
  throw new Error('the demo is not on air')
}

/** The process of hostile-people.ts: one question after the other. */
function openAside(dataDir: string) {
  const child: ChildProcess = fork(path.join(projectRoot, 'e2e/long/hostile-people.ts'), {
    execArgv: ['--import', 'tsx'],
    cwd: projectRoot,
    env: { ...process.env, DATA_DIR: dataDir, DEMO: '1', LOG_LEVEL: 'error' },
  })
  let before: Promise<unknown> = Promise.resolve()
  const ask = async (wish: object): Promise<unknown> => {
    const answer = before.then(async () => {
      const heard = once(child, 'message')
      child.send(wish)
      const [made] = (await heard) as [unknown]
      return made
    })
    before = answer.catch(() => undefined)
    return answer
  }
  return { ask, stop: () => child.connected && child.disconnect() }
}

await main()
