import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { demoRoom, freePorts, startBuiltServer } from './built-server.ts'
import { measureLatency } from './live-latency.ts'
import { measureParts } from './live-parts.ts'
import type { Figures } from './rounds.ts'

const clockRoom = 'bench'

/** The live benchmark: parts and playlists a second, then glass to glass. About four minutes. */
export async function benchLive(): Promise<Figures> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'hongdao-bench-'))
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const server = await startBuiltServer({ dataDir: path.join(scratch, 'data'), port, rtmpPort })
  try {
    const parts = await measureParts(server, demoRoom)
    const latency = await measureLatency({ server, room: clockRoom, scratch })
    return { ...latency, ...parts }
  } finally {
    await server.stop()
    await rm(scratch, { recursive: true, force: true })
  }
}
