import { fork, type ChildProcess } from 'node:child_process'
import process from 'node:process'
import { once } from 'node:events'
import path from 'node:path'
import { projectRoot } from './built-server.ts'
import type { PressReport } from './claims-crowd.ts'
import type { ClaimsServerReady, ClaimWay } from './claims-server.ts'
import { interleave, named, ratioOf, spread, type Figures } from './rounds.ts'

const claimers = 1000
/** Fewer than want one, so that the last hear that all are gone. */
const coupons = 800
/** So many coupons one after the other in one measurement. */
const bursts = 3

interface Measured {
  perSecond: number
  p50: number
  p99: number
}

/**
 * A thousand signed-in people press "claim" at once, over their room's own lines: all claims of a moment in one statement,
 * beside one statement for each claim, and beside the same handler with nothing to commit. More would be a wrong yes,
 * fewer a wrong no: then there is no figure.
 */
export async function benchClaims(rounds: number): Promise<Figures> {
  const server = forkScript('claims-server.ts')
  const crowd = forkScript('claims-crowd.ts')
  try {
    await once(server, 'message')
    const { cookies, ...rest } = await ask<ClaimsServerReady>(server, { people: claimers })
    await ask(crowd, { cookies, ...rest })
    const measure = (way: ClaimWay) => () => measureWay(way, { server, crowd })
    await measure('batched')()
    const { ours, peer, bare } = await interleave(
      { ours: measure('batched'), peer: measure('each'), bare: measure('nothing') },
      rounds,
    )
    return figuresOf({ ours, peer, bare })
  } finally {
    crowd.disconnect()
    server.disconnect()
    if (server.exitCode === null) await once(server, 'exit')
  }
}

function figuresOf({ ours, peer, bare }: Record<'ours' | 'peer' | 'bare', Measured[]>): Figures {
  const speeds = (side: Measured[]) => side.map(({ perSecond }) => perSecond)
  return {
    ...named('oursClaims', 'PerSecond', spread(speeds(ours))),
    ...named('peerClaims', 'PerSecond', spread(speeds(peer))),
    ...named('bareClaims', 'PerSecond', spread(speeds(bare))),
    ...named('claims', 'Ratio', ratioOf(speeds(ours), speeds(peer))),
    ...named('claimsOfBare', 'Ratio', ratioOf(speeds(ours), speeds(bare))),
    ...named('oursAnswerP50', 'Ms', spread(ours.map(({ p50 }) => p50))),
    ...named('oursAnswerP99', 'Ms', spread(ours.map(({ p99 }) => p99))),
    ...named('peerAnswerP99', 'Ms', spread(peer.map(({ p99 }) => p99))),
  }
}

async function measureWay(
  way: ClaimWay,
  { server, crowd }: { server: ChildProcess; crowd: ChildProcess },
): Promise<Measured> {
  const reports: PressReport[] = []
  for (let burst = 0; burst < bursts; burst++) {
    const wish = await ask<{ coupon: string }>(server, { way, total: coupons })
    const report = await ask<PressReport>(crowd, wish)
    if (way !== 'nothing' && report.granted !== coupons)
      throw new Error(`${report.granted} were told yes, of ${coupons} coupons (${way})`)
    reports.push(report)
  }
  const mean = (value: (report: PressReport) => number) =>
    reports.reduce((sum, report) => sum + value(report), 0) / bursts
  return {
    perSecond: claimers / (mean(({ tookMs }) => tookMs) / 1000),
    p50: mean(({ p50 }) => p50),
    p99: mean(({ p99 }) => p99),
  }
}

async function ask<Answer = unknown>(child: ChildProcess, wish: object): Promise<Answer> {
  const left = new AbortController()
  const gone = once(child, 'exit', { signal: left.signal }).then(([code]) => {
    throw new Error(`a process of the benchmark ended early, with ${code}`)
  })
  gone.catch(() => undefined)
  child.send(wish)
  const answered = once(child, 'message', { signal: left.signal }).then(([answer]) => answer as Answer)
  try {
    return await Promise.race([answered, gone])
  } finally {
    left.abort()
    answered.catch(() => undefined)
  }
}

function forkScript(name: string): ChildProcess {
  return fork(path.join(projectRoot, 'e2e/load', name), {
    execArgv: ['--import', 'tsx'],
    cwd: projectRoot,
    env: { ...process.env, LOG_LEVEL: 'warn', NODE_ENV: 'production' },
  })
}
