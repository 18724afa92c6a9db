import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { projectRoot } from '../load/built-server.ts'

export interface Writer {
  stop(): Promise<void>
}

/**
 * A process of its own that commits rows through the application's `transact` as fast as it may, and says each one's
 * id once its commit was acknowledged; ids are added to `acknowledged`. It dies with its database connection.
 */
export function startWriter(dataDir: string, acknowledged: Set<string>): Writer {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, 'row-writer.ts')],
    {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    },
  )
  const heard = new Promise<void>((resolve) => {
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => acknowledged.add(line))
    lines.on('close', resolve)
  })
  return {
    stop: async () => {
      child.kill('SIGKILL')
      await heard
    },
  }
}
