/** Signs people in beside a running server, as its own modules do it, and prints their cookies as JSON: `senders.ts COUNT`. */
import process from 'node:process'
import { beginSession, createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { ensureSecrets } from '#app/kernel/env.server.ts'
import { withSystem } from '#server/database/system.ts'

const actor = { kind: 'system', name: 'load' } as const

await withSystem(async ({ url, dataDir }) => {
  Object.assign(process.env, ensureSecrets(dataDir, process.env), { DATABASE_URL: url, DATA_DIR: dataDir })
  const cookies: string[] = []
  for (let count = Number(process.argv[2]); count > 0; count--) {
    const made = await createPerson({ name: `买家${count}`, demo: true }, { actor })
    if (!made.ok) throw new Error(made.reason)
    const [cookie = ''] = await beginSession(made.value.id, new Request('http://localhost/'))
    cookies.push(cookie.split(';')[0] ?? '')
  }
  process.stdout.write(JSON.stringify(cookies))
  await database().$disconnect()
})
