import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { projectRoot } from '../load/built-server.ts'

export interface Writer {
  stop(): Promise<void>
}

/**
 * A process of its own that commits rows through the application's `transact` as fast as it may, and says each one's
 * id once its commit was acknowledged; ids are added to `acknowledged`. It outlives a database that goes away and comes
 * back. Resolves with the first row.
 */
export async function startWriter(dataDir: string, acknowledged: Set<string>): Promise<Writer> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, 'row-writer.ts')],
    {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    },
  )
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => acknowledged.add(line))
  const heard = once(lines, 'close')
  await Promise.race([once(lines, 'line'), heard])
  if (child.exitCode !== null) throw new Error('the writer ended without a row')
  return {
    stop: async () => {
      child.kill('SIGKILL')
      await heard
    },
  }
}
