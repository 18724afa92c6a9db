import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify } from 'node:util'
import { projectRoot } from './built-server.ts'

const run = promisify(execFile)

/** Cookies of so many signed-in people, made beside the running server by its own modules. */
export async function signInSenders(dataDir: string, count: number): Promise<string[]> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'e2e/load/senders.ts', String(count)], {
    cwd: projectRoot,
    env: { ...process.env, DATA_DIR: dataDir, DEMO: '1', LOG_LEVEL: 'warn' },
    maxBuffer: 16e6,
  })
  return JSON.parse(stdout) as string[]
}
