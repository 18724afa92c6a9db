import { Logger, parseCronItems, run, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { sealAudit } from './audit-chain.server.ts'
import type { Transaction } from './database.server.ts'
import { fileStorage } from './file-storage.server.ts'
import type { Json } from './json.ts'
import type { Log } from './log.server.ts'

/**
 * What runs a task, by its name. It may run more than once for one job: a repetition must change nothing. `stopping` tells one
 * that takes long that the server is about to end: it throws, and is tried again after the next start.
 */
export type Jobs = Record<string, (payload: unknown, stopping?: AbortSignal) => Promise<void>>

/**
 * A job to run after commit. A job of the same `key` that has not begun is replaced; those of one `queue` run one after the
 * other.
 */
export interface OutboxJob {
  task: string
  payload: Json
  runAt?: Date
  key?: string
  queue?: string
}

// graphile-worker fixes its list of tasks at start; one task of ours that carries the name lets a reloaded build
// bring new ones, and keeps a job whose code is not there yet.
const carrier = 'outbox'

const kernelJobs: Jobs = {
  'audit.seal': async () => void (await sealAudit()),
  'file.remove-bytes': async (payload) => {
    const { storageKey } = z.object({ storageKey: z.string().min(1) }).parse(payload)
    await (await fileStorage()).remove(storageKey)
  },
}

/** Leaves a job behind in this transaction: it runs once committed, even after a crash, and never after a rollback. */
export async function emit(tx: Transaction, job: OutboxJob): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM ${jobCall(job)}`
}

/** So many jobs are left behind by one statement: one job at a time costs more than a millisecond each. */
const mostAtOnce = 1000

/** A job that nothing replaces and that waits for no other. */
type PlainJob = Omit<OutboxJob, 'key' | 'queue'> & { key?: undefined; queue?: undefined }

/** Leaves many jobs behind as `emit` does one. */
export async function emitAll(tx: Transaction, jobs: readonly PlainJob[]): Promise<void> {
  for (let from = 0; from < jobs.length; from += mostAtOnce) {
    const some = jobs.slice(from, from + mostAtOnce)
    const specs = some.map(({ task, payload, runAt }) => ({ carried: { task, payload }, at: runAt }))
    await tx.$executeRaw`SELECT 1 FROM graphile_worker.add_jobs(ARRAY(
      SELECT ROW(${carrier}, spec.carried, NULL, spec.at, NULL, NULL, NULL, NULL)::graphile_worker.job_spec
      FROM json_to_recordset(${JSON.stringify(specs)}::json) AS spec(carried json, at timestamptz)))`
  }
}

/** A call for a statement that does more, among what it selects from: one row, and the job is left behind. */
export function jobCall({ task, payload, runAt, key, queue }: OutboxJob): Prisma.Sql {
  const carried = JSON.stringify({ task, payload })
  return Prisma.sql`graphile_worker.add_job(
    ${carrier}, ${carried}::json, queue_name => ${queue ?? null}, run_at => ${runAt ?? null}::timestamptz,
    job_key => ${key ?? null})`
}

/**
 * Brings the job tables up to date (wanted before the first `emit`), then runs jobs until `stop()`, which waits for those running. `jobs` is asked anew for each job. A failed job is tried
 * again with growing pauses; so is one that no handler is known for.
 */
export async function startJobs(options: {
  databaseUrl: string
  /** No other process runs jobs of this database: what a killed one held is free at once, instead of after hours. */
  alone?: boolean
  /** Jobs that run by the clock: task to its time, as cron says it. Read once, at start. */
  crontab?: Record<string, string>
  jobs: () => Promise<Jobs> | Jobs
  log: Log
}): Promise<{ stop(): Promise<void> }> {
  // Left to itself graphile-worker neither waits for its connections to close nor listens to their errors any more:
  // the database that is stopped next would end the process.
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 10 })
  let stopping = false
  pool.on('error', (error) => {
    // The error carries the whole connection with it, password and all: only its message belongs in a log.
    if (!stopping) options.log.warn({ reason: error.message }, 'an idle connection of the jobs was lost')
  })
  if (options.alone) await freeJobs(pool)
  const runner = await run({
    pgPool: pool,
    noHandleSignals: true,
    concurrency: 4,
    pollInterval: 1000,
    logger: quietLogger(options.log),
    taskList: { [carrier]: (carried, { abortSignal }) => runJob(carried, options, abortSignal) },
    parsedCronItems: parseCronItems(
      Object.entries({ 'audit.seal': '* * * * *', ...options.crontab }).map(([task, match]) => ({
        task: carrier,
        match,
        identifier: task,
        payload: { task, payload: null },
      })),
    ),
  })
  return {
    stop: async () => {
      await runner.stop()
      stopping = true
      await pool.end()
    },
  }
}

async function freeJobs(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool })
  await pool.query(`
    SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by))
    FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL HAVING count(*) > 0`)
}

async function runJob(
  carried: unknown,
  { jobs, log }: { jobs: () => Promise<Jobs> | Jobs; log: Log },
  stopping: AbortSignal | undefined,
): Promise<void> {
  const { task, payload } = carried as { task: string; payload: unknown }
  const handler = kernelJobs[task] ?? (await jobs())[task]
  if (!handler) {
    log.error({ task }, 'no handler for this job: it stays and is tried again later')
    throw new Error(`no handler for job ${task}`)
  }
  try {
    await handler(payload, stopping)
  } catch (error) {
    if (stopping?.aborted) throw error
    log.error({ err: error, task }, 'job failed: it will be tried again')
    throw error
  }
}

const levels: Record<string, 'error' | 'warn'> = { error: 'error', warning: 'warn' }

/** graphile-worker reports each job at info level: only its troubles are wanted. */
function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message) => log[levels[level] ?? 'debug'](message))
}
