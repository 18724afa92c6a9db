import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { becomeAdministrator, isSetupOpen, makeSetupLink } from './setup.server.ts'

beforeEach(freshDatabase)

async function freshToken(): Promise<string> {
  return (await makeSetupLink())?.replace('/setup/', '') ?? ''
}

const her = { phone: '13912345678', name: '管事的' }

test('the link makes one administrator, once; after that no start prints another', async () => {
  const token = await freshToken()
  expect(await isSetupOpen(token)).toBe(true)
  const made = await becomeAdministrator({ token, ...her })
  if (!made.ok) throw new Error(made.reason)
  expect(
    await database().roleGrant.findMany({ select: { personId: true, role: true, scope: true } }),
  ).toEqual([{ personId: made.value.personId, role: 'administrator', scope: '*' }])
  expect(await isSetupOpen(token)).toBe(false)
  expect(await becomeAdministrator({ token, phone: '13900000000', name: '别人' })).toEqual({
    ok: false,
    reason: 'used',
  })
  expect(await makeSetupLink()).toBeNull()
})

test('of ten who open it at once, one becomes the administrator and the others nobody', async () => {
  const token = await freshToken()
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, place) =>
      becomeAdministrator({ token, phone: `1390000000${place}`, name: `第${place}位` }),
    ),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await database().roleGrant.count()).toBe(1)
  expect(await database().person.count()).toBe(1)
})

test('a newer start’s link replaces the one before, and a made-up one opens nothing', async () => {
  const [old, fresh] = [await freshToken(), await freshToken()]
  expect(await isSetupOpen(old)).toBe(false)
  expect(await becomeAdministrator({ token: old, ...her })).toEqual({ ok: false, reason: 'used' })
  expect(await isSetupOpen('made-up')).toBe(false)
  expect(await isSetupOpen(fresh)).toBe(true)
  expect(JSON.stringify(await database().setupLink.findMany())).not.toContain(fresh)
})
