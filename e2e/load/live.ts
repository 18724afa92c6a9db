import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { runningUrl } from '#server/database/embedded.ts'
import { demoRoom, freePorts, startBuiltServer } from './built-server.ts'
import { measureLatency } from './live-latency.ts'
import { measureParts } from './live-parts.ts'
import type { Figures } from './rounds.ts'

/** A second room of the demo's host, for the clock: the demo keeps its own on air all the time. */
const clockRoom = 'clock'

async function makeClockRoom(dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: (await runningUrl(dataDir)) ?? undefined })
  await client.connect()
  await client.query(
    `INSERT INTO room (id, slug, title, place, host_id, cover_art, demo)
     SELECT gen_random_uuid(), $1, title, place, host_id, cover_art, true FROM room WHERE slug = $2`,
    [clockRoom, demoRoom],
  )
  await client.end()
}

/** The live benchmark: parts and playlists a second, then glass to glass. About four minutes. */
export async function benchLive(): Promise<Figures> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'hongdao-bench-'))
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const dataDir = path.join(scratch, 'data')
  const server = await startBuiltServer({ dataDir, port, rtmpPort })
  try {
    await makeClockRoom(dataDir)
    const parts = await measureParts(server, demoRoom)
    const latency = await measureLatency({ server, room: clockRoom, scratch })
    return { ...latency, ...parts }
  } finally {
    await server.stop()
    await rm(scratch, { recursive: true, force: true })
  }
}
