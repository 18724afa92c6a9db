import type { Logger } from 'pino'
import { plainMessage } from './plain-errors.ts'

interface Step {
  name: string
  work: () => Promise<unknown> | unknown
}

/**
 * The orderly end: what was started last is stopped first. SIGINT and SIGTERM begin it; a second signal, or half
 * a minute, ends the process at once.
 */
export function ending(log: Logger) {
  const steps: Step[] = []
  let under: Promise<void> | undefined

  async function unwind(): Promise<void> {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      const began = performance.now()
      try {
        await step.work()
        log.debug({ step: step.name, ms: Math.round(performance.now() - began) }, 'stopped')
      } catch (error) {
        log.error({ error, step: step.name }, 'could not be stopped cleanly')
      }
    }
  }
  const now = () => (under ??= unwind())

  function onSignal(signal: NodeJS.Signals): void {
    if (under !== undefined) process.exit(1)
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), 30_000).unref()
    void now().then(() => process.exit(0))
  }
  function onBug(error: unknown): void {
    log.fatal({ err: error }, 'a bug nobody caught: the server ends')
    process.exit(1)
  }
  // What state the process is in, nobody knows any more: it ends at once, and the next start mends what is left.
  process.on('uncaughtException', onBug)
  process.on('unhandledRejection', onBug)
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    /** Adds what has just been started: it will be stopped before everything that was started earlier. */
    last(name: string, work: Step['work']): void {
      steps.push({ name, work })
    },
    now,
  }
}

/** Says in one line why the server cannot start, and ends the process. */
export function refuseToStart(error: unknown, log: Logger): never {
  const line = plainMessage(error)
  if (line !== null) process.stderr.write(`${line}\n`)
  else log.fatal({ error }, 'the server could not start')
  process.exit(1)
}
