import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {
  demoRoom,
  freePorts,
  processUse,
  projectRoot,
  startBuiltServer,
  type BuiltServer,
} from './built-server.ts'
import type { CrowdReport, CrowdWish } from './chat-crowd.ts'
import { interleave, named, ratioOf, rounded, spread, type Figures } from './rounds.ts'
import { signInSenders } from './sign-in-senders.ts'

/** The crowd of one measurement, and how fast it talks. */
const usual = { viewers: 2000, messagesPerSecond: 50, seconds: 10 }
const large = { viewers: 5000, messagesPerSecond: 200, seconds: 10 }
/**
 * Within the 35 seconds that a line may go unanswered, so much that the kernel takes no more for those who never read:
 * what waits for them then waits in the server.
 */
const deluge = { viewers: 60, still: 50, messagesPerSecond: 420, seconds: 40, textLength: 100 }
/** Each speaks less often than the chat's own limit of one message in two seconds. */
const senderCount = 440
const delugeSenders = 920
const stillShare = 0.01

interface Measured extends CrowdReport {
  deliveredPerCpuSecond: number
  cpuShare: number
  loopLagP99: number
}

/**
 * Chat to a full room: ours, saved and sent each tenth of a second, beside plain Socket.io that emits each message by
 * itself; ours again while one viewer in a hundred never reads; once a larger room; and once a small one where most never
 * read, until the kernel takes nothing more for them.
 */
export async function benchChat(rounds: number): Promise<Figures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hongdao-chat-'))
  await chmod(folder, 0o755)
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const server = await startBuiltServer({
    dataDir: path.join(folder, 'data'),
    port,
    rtmpPort,
    environment: { LOG_LEVEL: 'warn' },
  })
  try {
    const all = await signInSenders(path.join(folder, 'data'), delugeSenders)
    const cookies = all.slice(0, senderCount)
    const still = Math.round(usual.viewers * stillShare)
    const measured = await interleave(
      {
        ours: () => measureOurs(server, { ...usual, still: 0, cookies }),
        peer: () => measurePeer({ ...usual, still: 0, cookies }),
        stilled: () => measureOurs(server, { ...usual, still, cookies }),
      },
      rounds,
    )
    const full = await measureOurs(server, { ...large, still: 0, cookies })
    const unread = await measureUnread(server, { ...deluge, cookies: all })
    return { ...figuresOf(measured, full), ...unread }
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function figuresOf(
  { ours, peer, stilled }: Record<'ours' | 'peer' | 'stilled', Measured[]>,
  full: Measured,
): Figures {
  const of = (side: Measured[], value: (one: Measured) => number) => side.map(value)
  const efficiency = ({ deliveredPerCpuSecond }: Measured) => deliveredPerCpuSecond
  const p99 = (one: Measured) => one.p99
  return {
    ...named('oursDelivered', 'PerCpuSecond', spread(of(ours, efficiency))),
    ...named('peerDelivered', 'PerCpuSecond', spread(of(peer, efficiency))),
    ...named('delivered', 'Ratio', ratioOf(of(ours, efficiency), of(peer, efficiency))),
    ...named('oursLatencyP50', 'Ms', spread(of(ours, ({ p50 }) => p50))),
    ...named('oursLatencyP99', 'Ms', spread(of(ours, p99))),
    ...named('peerLatencyP99', 'Ms', spread(of(peer, p99))),
    ...named('oursLoopLagP99', 'Ms', spread(of(ours, ({ loopLagP99 }) => loopLagP99))),
    ...named('oursCpu', 'Share', spread(of(ours, ({ cpuShare }) => cpuShare))),
    ...named('peerCpu', 'Share', spread(of(peer, ({ cpuShare }) => cpuShare))),
    ...named('besideStillP99', 'Ms', spread(of(stilled, p99))),
    ...named('besideStillP99', 'Ratio', ratioOf(of(stilled, p99), of(ours, p99))),
    brokenOrder: [...ours, ...stilled, full].reduce((sum, { broken }) => sum + broken, 0),
    largeDeliveredPerSecond: rounded((full.received / large.seconds) * large.viewers),
    largeLatencyP99Ms: full.p99,
    largeLoopLagP99Ms: rounded(full.loopLagP99),
    largeCpuShare: rounded(full.cpuShare),
  }
}

type Side = Omit<CrowdWish, 'port' | 'room'>

async function measureOurs(server: BuiltServer, side: Side): Promise<Measured> {
  const wish = { ...side, port: server.port, room: demoRoom }
  const { report, cpuSeconds } = await attend(wish, server.pid, async () => {
    // Asking for the lag begins its histogram anew: it is asked for at the beginning and at the end, and not between.
    const figures = await readMetrics(server.url)
    return figures('nodejs_eventloop_lag_p99_seconds') * 1000
  })
  return measuredOf(side, report, cpuSeconds)
}

/** What waits in the server for those who never read, looked at each half second; left out sends show that it came to that. */
async function measureUnread(server: BuiltServer, side: Side): Promise<Figures> {
  const before = (await readMetrics(server.url))('socket_skipped_sends_total')
  let most = 0
  let skipped = before
  const looking = setInterval(() => {
    readMetrics(server.url).then(
      (figures) => {
        most = Math.max(most, figures('socket_most_buffered_bytes'))
        skipped = figures('socket_skipped_sends_total')
      },
      () => {},
    )
  }, 500)
  try {
    const { report } = await attend({ ...side, port: server.port, room: demoRoom }, server.pid, async () => 0)
    return {
      unreadMostBufferedBytes: most,
      unreadSkippedSends: skipped - before,
      unreadBesideP99Ms: report.p99,
      unreadBrokenOrder: report.broken,
    }
  } finally {
    clearInterval(looking)
  }
}

async function measurePeer(side: Side): Promise<Measured> {
  const [port = 0] = await freePorts(1)
  const peer = forkScript('one-by-one.ts', [String(port)])
  try {
    await once(peer, 'message')
    const { report, cpuSeconds } = await attend(
      { ...side, port, room: demoRoom },
      peer.pid ?? 0,
      async () => 0,
    )
    return measuredOf(side, report, cpuSeconds)
  } finally {
    peer.kill('SIGKILL')
  }
}

function measuredOf(
  { viewers, seconds }: Side,
  report: CrowdReport & { lag: number },
  cpuSeconds: number,
): Measured {
  return {
    ...report,
    deliveredPerCpuSecond: (report.received * viewers) / cpuSeconds,
    cpuShare: cpuSeconds / seconds,
    loopLagP99: report.lag,
  }
}

/** Lets the crowd in and waits until it is gone; the server's processor time is that of the measured seconds alone. */
async function attend(wish: CrowdWish, pid: number, readLag: () => Promise<number>) {
  const crowd = forkScript('chat-crowd.ts', [])
  crowd.send(wish)
  let before = 0
  let cpuSeconds = 0
  let lag = 0
  return new Promise<{ report: CrowdReport & { lag: number }; cpuSeconds: number }>((resolve, reject) => {
    let heard = Promise.resolve()
    // Its report may still be waiting for the figures before it.
    crowd.once('exit', (code) => {
      void heard.then(() => reject(new Error(`the crowd left early, with ${code}`)))
    })
    crowd.on('message', (told: CrowdReport | { measuring: boolean }) => {
      const hear = async () => {
        if (!('measuring' in told)) return resolve({ report: { ...told, lag }, cpuSeconds })
        const { cpuSeconds: now } = await processUse(pid)
        if (told.measuring) {
          before = now
          await readLag()
        } else {
          cpuSeconds = now - before
          lag = await readLag()
        }
      }
      // One after the other: the last figures are read before the report is handed on.
      heard = heard.then(hear)
      heard.catch(reject)
    })
  })
}

function forkScript(name: string, words: string[]): ChildProcess {
  return fork(path.join(projectRoot, 'e2e/load', name), words, {
    execArgv: ['--import', 'tsx'],
    cwd: projectRoot,
  })
}

async function readMetrics(url: string): Promise<(name: string) => number> {
  const page = await (await fetch(`${url}/metrics`)).text()
  return (name) => Number(new RegExp(`^${name} ([\\d.e+-]+)$`, 'm').exec(page)?.[1] ?? Number.NaN)
}
