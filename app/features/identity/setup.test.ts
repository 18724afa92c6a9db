import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { createPerson } from './people.server.ts'
import { becomeAdministrator, isSetupOpen, makeSetupLink, setUp } from './setup.server.ts'
import { sendCode } from './sign-in.server.ts'

beforeEach(async () => {
  await freshDatabase()
  env().demo = false
})

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

test('where codes can be sent the link alone is not enough: her phone is proved first', async () => {
  // The demo's way of sending stands for the provider's.
  env().demo = true
  const [token, at] = [await freshToken(), { address: 'office' }]
  const sent = await sendCode({ phone: her.phone, ...at })
  if (!sent.ok) throw new Error(sent.reason)
  const code = sent.value.demoCode ?? ''
  const wrong = code === '000000' ? '000001' : '000000'
  expect(await setUp({ token, ...her, ...at })).toEqual({ ok: false, reason: 'wrong-code' })
  expect(await setUp({ token, ...her, ...at, code: wrong })).toEqual({ ok: false, reason: 'wrong-code' })
  expect(await setUp({ token, ...her, ...at, code, phone: '13900000000' })).toMatchObject({ ok: false })
  expect(await setUp({ token: 'made-up', ...her, ...at, code })).toEqual({ ok: false, reason: 'used' })
  expect(await setUp({ token, ...her, ...at, code })).toMatchObject({ ok: true })
  expect(await setUp({ token, ...her, ...at, code })).toEqual({ ok: false, reason: 'used' })
})

test('where none can be sent, the link is proof enough', async () => {
  expect(await setUp({ token: await freshToken(), ...her, address: 'office' })).toMatchObject({ ok: true })
})

test('the demo’s administrator counts only in the demo: the real system asks for its own', async () => {
  const made = await createPerson(
    { name: '管理员', phone: '13800000005', demo: true },
    { actor: { kind: 'system', name: 'test' } },
  )
  if (!made.ok) throw new Error(made.reason)
  await database().roleGrant.create({
    data: { personId: made.value.id, role: 'administrator', scope: '*', grantedAt: new Date() },
  })
  const token = await freshToken()
  expect(token).not.toBe('')
  expect(await setUp({ token, phone: '13800000005', name: '冒充', address: 'office' })).toEqual({
    ok: false,
    reason: 'demo-only',
  })
  env().demo = true
  expect(await makeSetupLink()).toBeNull()
})
