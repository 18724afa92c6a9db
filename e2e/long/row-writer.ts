/** See acknowledged-rows.ts: one line on stdout for each committed row. */
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureSecrets } from '#app/kernel/env.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { runningUrl } from '#server/database/embedded.ts'

const dataDir = process.env.DATA_DIR ?? ''
const url = await runningUrl(dataDir)
if (url === null) process.exit(1)
Object.assign(process.env, ensureSecrets(dataDir, process.env), { DATABASE_URL: url })

async function writeForever(): Promise<never> {
  for (;;) {
    // Without an answer nothing was acknowledged: whatever became of it, the next row is tried once there is a database.
    const id = await writeRow().catch(() => null)
    if (id === null) await sleep(50)
    else process.stdout.write(`${id}\n`)
  }
}

async function writeRow(): Promise<string | null> {
  const deed = {
    actor: { kind: 'system', name: 'kill-test' },
    action: 'kill-test.write',
    subject: 'person',
  } as const
  const written = await transact(deed, async (tx, _refuse, note) => {
    const { id } = await tx.person.create({ data: { name: '演示', demo: true }, select: { id: true } })
    note({ subject: `person:${id}` })
    return id
  })
  return written.ok ? written.value : null
}

await Promise.race([writeForever(), writeForever()])
