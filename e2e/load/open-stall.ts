import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify } from 'node:util'
import { projectRoot } from './built-server.ts'
import type { Stall } from './stall.ts'

const run = promisify(execFile)

/** A stall with so many boxes and coupons, and so many signed-in buyers, made beside the running server. */
export async function openStall(
  dataDir: string,
  { buyers, stock, coupons }: { buyers: number; stock: number; coupons: number },
): Promise<Stall> {
  const args = ['--import', 'tsx', 'e2e/load/stall.ts', ...[buyers, stock, coupons].map(String)]
  const { stdout } = await run(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, DATA_DIR: dataDir, DEMO: '1', LOG_LEVEL: 'warn' },
    maxBuffer: 64e6,
  })
  return JSON.parse(stdout) as Stall
}
