/** See acknowledged-rows.ts: one line on stdout for each committed row. */
import process from 'node:process'
import { ensureSecrets } from '#app/kernel/env.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { runningUrl } from '#server/database/embedded.ts'

const dataDir = process.env.DATA_DIR ?? ''
const url = await runningUrl(dataDir)
if (url === null) process.exit(1)
Object.assign(process.env, ensureSecrets(dataDir, process.env), { DATABASE_URL: url })

async function writeForever(): Promise<never> {
  for (;;) {
    const written = await transact(
      { actor: { kind: 'system', name: 'kill-test' }, action: 'kill-test.write', subject: 'person' },
      async (tx, _refuse, note) => {
        const { id } = await tx.person.create({ data: { name: '演示', demo: true }, select: { id: true } })
        note({ subject: `person:${id}` })
        return id
      },
    )
    if (written.ok) process.stdout.write(`${written.value}\n`)
  }
}

await Promise.race([writeForever(), writeForever()])
