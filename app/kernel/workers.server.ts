import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { singleton } from './singleton.ts'

/**
 * The threads for heavy work, by name, with the file whose `work` does it. server/commands/build.mjs bundles each into
 * build/workers/NAME.js.
 */
const workers = {
  attendance: 'features/training/events/attendance-worker.server.ts',
  figures: 'features/insights/figures-worker.server.ts',
  certificate: 'features/training/certificate-worker.server.ts',
  roll: 'features/union/roll/roll-worker.server.ts',
} as const

export type WorkerName = keyof typeof workers

/** More than this and the task fails, instead of the process: in megabytes. */
const mostMemory = 768

/** A thread that has nothing to do stays so long for the next task, in milliseconds: then its memory is given back. */
const stayMs = 3000

/** What a worker is handed: the task, and where it tells how far it is. */
export interface Handed<Task = unknown> {
  task: Task
  progress: MessagePort
}

/**
 * Does a task in a thread of its own, so that no broadcast stutters: one after the other under each name. The thread begins
 * with this process's environment, and ends soon after the last task. What the task throws is thrown here; what it needs beyond its
 * memory ends it with `ERR_WORKER_OUT_OF_MEMORY`.
 */
export async function runInWorker<Result>(
  name: WorkerName,
  task: unknown,
  { onProgress, signal }: { onProgress?: (done: unknown) => void; signal?: AbortSignal } = {},
): Promise<Result> {
  const { port1: heard, port2: progress } = new MessageChannel()
  if (onProgress) heard.on('message', onProgress)
  try {
    const handed: Handed = { task, progress }
    return (await poolOf(name).run(handed, { transferList: [progress], signal })) as Result
  } finally {
    heard.close()
  }
}

function poolOf(name: WorkerName): Piscina {
  return singleton(`worker:${name}`, () => {
    const { filename, execArgv } = placeOf(name)
    return new Piscina({
      ...{ filename, execArgv, name: 'work', minThreads: 0, maxThreads: 1, idleTimeout: stayMs },
      resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    })
  })
}

/** Beside this file's source in development and in tests; beside the bundle that this file went into in production. */
function placeOf(name: WorkerName): { filename: string; execArgv: string[] } {
  const here = fileURLToPath(import.meta.url)
  if (here.endsWith('.ts')) {
    const filename = path.join(path.dirname(here), '..', workers[name])
    return { filename, execArgv: ['--import', 'tsx'] }
  }
  let folder = path.dirname(here)
  while (!existsSync(path.join(folder, 'workers', `${name}.js`))) {
    const above = path.dirname(folder)
    if (above === folder) throw new Error(`the worker ${name} is not built`)
    folder = above
  }
  return { filename: path.join(folder, 'workers', `${name}.js`), execArgv: ['--enable-source-maps'] }
}
