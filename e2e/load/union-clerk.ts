/** Makes an organisation and somebody who keeps it beside a running server, and prints her session as JSON. */
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { beginSession, createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { ensureSecrets } from '#app/kernel/env.server.ts'
import { withSystem } from '#server/database/system.ts'

export interface Clerk {
  cookie: string
  organisation: string
  databaseUrl: string
}

await withSystem(async ({ url, dataDir }) => {
  Object.assign(process.env, ensureSecrets(dataDir, process.env), { DATABASE_URL: url, DATA_DIR: dataDir })
  const made = await createPerson({ name: '工会小王' }, { actor: { kind: 'system', name: 'load' } })
  if (!made.ok) throw new Error(made.reason)
  const personId = made.value.id
  const key = `load${randomUUID().slice(0, 8)}`
  const organisation = await database().organisation.create({
    data: {
      ...{ key, path: key, kind: 'subdistrict', name: '红岛街道总工会', pinyin: 'hongdao' },
      ...{ takesMembers: true, inviteCode: key.toUpperCase() },
    },
  })
  await database().roleGrant.create({
    data: { personId, role: 'staff', scope: `org:${key}`, grantedAt: new Date() },
  })
  const [cookie = ''] = await beginSession(personId, new Request('http://localhost/'))
  const clerk: Clerk = {
    ...{ cookie: cookie.split(';')[0] ?? '', organisation: organisation.id, databaseUrl: url },
  }
  process.stdout.write(JSON.stringify(clerk))
  await database().$disconnect()
})
