import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BareAnswer } from './bare-server.ts'
import { processUse, type BuiltServer } from './built-server.ts'
import { answersPerSecond } from './keep-alive.ts'
import { interleave, named, ratioOf, rounded, spread, type Figures } from './rounds.ts'

const connections = 16
const secondsEach = 2

interface Measured {
  perSecond: number
  /** Processor time of the answering process for one answer, in microseconds. */
  cpuMicroseconds: number
}

/**
 * How many parts, and how many playlists, the real server answers in a second, against a bare Node server that
 * answers the same bytes with the same headers.
 */
export async function measureParts(server: BuiltServer, room: string, rounds: number): Promise<Figures> {
  const bare = await startBareServer()
  try {
    const part = await compare(server, bare, () => newestPart(server.url, room), rounds)
    const playlist = await compare(server, bare, () => Promise.resolve(`/live/${room}/index.m3u8`), rounds)
    return { ...figures('Part', part), ...figures('Playlist', playlist) }
  } finally {
    bare.stop()
  }
}

type Compared = Record<'ours' | 'bare', Measured[]>

/** The window moves on while we measure: each round takes what is newest then, the same for both sides. */
async function compare(
  server: BuiltServer,
  bare: BareServer,
  findTarget: () => Promise<string>,
  rounds: number,
): Promise<Compared> {
  const targets = new Map<number, Promise<string>>()
  const targetOf = async (round: number) => {
    const target = targets.get(round) ?? findTarget()
    targets.set(round, target)
    await bare.answerLike(`${server.url}${await target}`)
    return target
  }
  return interleave(
    {
      ours: async (round) => measure(server.pid, server.port, await targetOf(round)),
      bare: async (round) => measure(bare.pid, bare.port, await targetOf(round)),
    },
    rounds,
  )
}

async function measure(pid: number, port: number, target: string): Promise<Measured> {
  const before = await processUse(pid)
  const perSecond = await answersPerSecond({ port, target, connections, seconds: secondsEach })
  const after = await processUse(pid)
  const cpu = after.cpuSeconds - before.cpuSeconds
  return { perSecond, cpuMicroseconds: (cpu * 1e6) / (perSecond * secondsEach) }
}

function figures(what: string, { ours, bare }: Compared): Figures {
  const rates = { ours: ours.map((one) => one.perSecond), bare: bare.map((one) => one.perSecond) }
  const costs = { ours: ours.map((one) => one.cpuMicroseconds), bare: bare.map((one) => one.cpuMicroseconds) }
  return {
    ...named(`ours${what}s`, 'PerSecond', spread(rates.ours)),
    ...named(`bare${what}s`, 'PerSecond', spread(rates.bare)),
    ...named(`${what.toLowerCase()}sToBare`, 'Ratio', ratioOf(rates.ours, rates.bare)),
    // Of the same two runs, by processor time: what else the machine does meanwhile hardly touches this one.
    ...named(`${what.toLowerCase()}sPerCpuSecondToBare`, 'Ratio', ratioOf(costs.bare, costs.ours)),
    [`ours${what}CpuMicroseconds`]: rounded(spread(costs.ours).median),
    [`bare${what}CpuMicroseconds`]: rounded(spread(costs.bare).median),
  }
}

/** The path of the last whole part that the room's playlist names. */
async function newestPart(url: string, room: string): Promise<string> {
  const playlistUrl = `${url}/live/${room}/index.m3u8`
  for (let attempt = 0; attempt < 50; attempt++) {
    const playlist = await (await fetch(playlistUrl)).text()
    const last = [...playlist.matchAll(/^#EXT-X-PART:.*URI="([^"]+)"/gm)].at(-1)?.[1]
    if (last !== undefined) {
      const { pathname, search } = new URL(last, playlistUrl)
      return pathname + search
    }
    await sleep(200)
  }
  throw new Error(`${playlistUrl} names no part`)
}

interface BareServer {
  pid: number
  port: number
  /** Fetches `url` once; from then on every request gets that answer's bytes and headers. */
  answerLike(url: string): Promise<void>
  stop(): void
}

async function startBareServer(): Promise<BareServer> {
  const child = fork(path.join(import.meta.dirname, 'bare-server.ts'), { execArgv: ['--import', 'tsx'] })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  if (child.pid === undefined) throw new Error('the bare server has no process')
  return {
    pid: child.pid,
    port,
    answerLike: async (url) => {
      const changed = once(child, 'message')
      child.send(await fetchAnswer(url))
      await changed
    },
    stop: () => child.disconnect(),
  }
}

async function fetchAnswer(url: string): Promise<BareAnswer> {
  const like = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
  const body = Buffer.from(await like.arrayBuffer())
  const headers = Object.fromEntries(like.headers)
  // What belongs to the one connection is Node's own to say on the next.
  for (const name of ['connection', 'keep-alive', 'date', 'transfer-encoding']) delete headers[name]
  return {
    headers: { ...headers, 'content-length': String(body.length) },
    bodyBase64: body.toString('base64'),
  }
}
