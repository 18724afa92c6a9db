import process from 'node:process'
import type { BuiltServerOptions } from '../load/built-server.ts'
import { rounded, spread } from '../load/rounds.ts'
import type { Stall } from '../load/stall.ts'
import type { Buyers } from './buyers.ts'
import { secondsShown, type AllShown } from './playlist-watch.ts'

export interface Run {
  settings: BuiltServerOptions
  chance: () => number
  acknowledged: Set<string>
  shown: AllShown
  /** They claim, order and pay while the server lives, and send again what it did not answer. */
  trade: { stall: Stall; buyers: Buyers } | null
  problems: string[]
  /** Starts that took too long: what a busy machine may cause, and nothing else may. */
  late: string[]
}

export interface Kill {
  readyMs: number
  rows: number
  livedMs: number
  how: string
}

/** Prints what came of a run; the process ends with 1 where anything was not as it must be. */
export function report({ run, kills, json }: { run: Run; kills: Kill[]; json: boolean }): void {
  const ready = spread(kills.map((kill) => kill.readyMs))
  const seconds = [...run.shown.values()].reduce((sum, one) => sum + secondsShown(one), 0)
  console.log(
    `${kills.length} kills, ${run.acknowledged.size} rows acknowledged, ${run.shown.size} recordings with ${seconds.toFixed(0)} s shown`,
  )
  const { claims, orders, paid } = run.trade?.buyers.acknowledged ?? {}
  console.log(`${claims?.size} claims, ${orders?.size} orders and ${paid?.size} payments acknowledged`)
  for (const problem of [...run.problems, ...run.late]) console.error(`✗ ${problem}`)
  if (run.problems.length + run.late.length > 0) process.exitCode = 1
  const figures = {
    kills: kills.length,
    readyMs: rounded(ready.median),
    readyHighMs: rounded(ready.high),
    rowsAcknowledged: run.acknowledged.size,
    shownSeconds: rounded(seconds),
    claimsAcknowledged: claims?.size ?? 0,
    ordersAcknowledged: orders?.size ?? 0,
    paymentsAcknowledged: paid?.size ?? 0,
    lateStarts: run.late.length,
    problems: run.problems.length,
  }
  if (json) console.log(JSON.stringify({ kill: figures, problems: run.problems }))
}
