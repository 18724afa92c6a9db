import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { demoRoom, freePorts, projectRoot, startBuiltServer } from './built-server.ts'
import { measureLatency } from './live-latency.ts'
import { measureParts } from './live-parts.ts'
import type { Figures } from './rounds.ts'

const run = promisify(execFile)

/** A room of its own for the clock: the demo keeps its own on air all the time. */
const clockRoom = 'clock'

async function makeClockRoom(dataDir: string): Promise<void> {
  const args = ['create', '--slug', clockRoom, '--title', '时钟 Clock', '--host', '演示 Demo']
  await run(process.execPath, ['--import', 'tsx', 'server/commands/room.ts', ...args], {
    cwd: projectRoot,
    env: { ...process.env, DATA_DIR: dataDir },
  })
}

/** The live benchmark: parts and playlists a second, then glass to glass. About four minutes. */
export async function benchLive(rounds: number): Promise<Figures> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'hongdao-bench-'))
  // Run by root, the database's own account must be able to reach it.
  await chmod(scratch, 0o755)
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const dataDir = path.join(scratch, 'data')
  const server = await startBuiltServer({ dataDir, port, rtmpPort })
  try {
    await makeClockRoom(dataDir)
    const parts = await measureParts(server, demoRoom, rounds)
    const latency = await measureLatency({ server, room: clockRoom, scratch }, rounds)
    return { ...latency, ...parts }
  } finally {
    await server.stop()
    await rm(scratch, { recursive: true, force: true })
  }
}
