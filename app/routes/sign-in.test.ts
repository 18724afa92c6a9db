import { beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { readChosen, writePreferences } from '#app/kernel/preferences.server.ts'
import { findSingleton } from '#app/kernel/singleton.ts'
import { env } from '#app/kernel/env.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { readDemoCode } from '#app/kernel/sms.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { action } from './sign-in.tsx'
import { endSession } from '#app/features/identity/devices.server.ts'
import { createPerson } from '#app/features/identity/people.server.ts'
import { sendCode, signIn, signOut } from '#app/features/identity/sign-in.server.ts'
import { countSignIn } from '#app/features/identity/sign-in-limits.server.ts'
import { codeLife } from '#app/features/identity/sign-in.ts'
import { findVisitor } from '#app/features/identity/visitor.server.ts'

const phone = '13912345678'
const other = '13987654321'
const now = new Date()

beforeEach(async () => {
  await freshDatabase()
  env().demo = true
  for (const name of ['sign-in-limits', 'sms-outbox']) forget(name)
})

/** Limits and outbox are this process's: each test begins without them. */
function forget(name: string): void {
  if (findSingleton(name) !== null)
    (globalThis as { __hongdao?: Map<string, unknown> }).__hongdao?.delete(name)
}

function page(cookie?: string): Request {
  const headers = new Headers({ 'User-Agent': chromeOnAndroid, ...(cookie === undefined ? {} : { cookie }) })
  return new Request('http://localhost/sign-in', { headers })
}

const chromeOnAndroid =
  'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36'

async function codeFor(number = phone, at = now): Promise<string> {
  forget('sign-in-limits')
  const sent = await sendCode({ phone: number, address: 'home' }, at)
  if (!sent.ok) throw new Error(sent.reason)
  return sent.value.demoCode ?? ''
}

function enter(code: string, { number = phone, at = now, request = page(), address = 'home' } = {}) {
  return signIn({ phone: number, code, address, request }, at)
}

const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000')
const cookieOf = (cookies: string[]) => cookies[0]?.split(';')[0] ?? ''

describe('signing in', () => {
  test('the right code makes somebody new of a phone that is new, and finds her the next time', async () => {
    const first = await enter(await codeFor())
    const second = await enter(await codeFor())
    if (!first.ok || !second.ok) throw new Error('refused')
    expect(second.value.personId).toBe(first.value.personId)
    const visitor = await findVisitor(page(cookieOf(second.value.cookies)))
    expect(visitor).toMatchObject({ personId: first.value.personId, roles: [], privileges: [] })
    expect(visitor?.name).toMatch(/^海边来客[a-z2-9]{4}$/)
    expect(await database().session.findMany({ select: { device: true } })).toContainEqual({
      device: 'Chrome · Android',
    })
  })

  test('what she chose before signing in, her account keeps, and takes along to her next device', async () => {
    const chosen = (await writePreferences({ elder: true })).split(';')[0]
    await enter(await codeFor(), { request: page(chosen) })
    const kept = () => database().person.findFirst({ select: { language: true, elder: true } })
    // The language is her browser's wish, which she never chose: another browser may wish for another.
    expect(await kept()).toEqual({ language: null, elder: true })
    const next = await enter(await codeFor())
    if (!next.ok) throw new Error(next.reason)
    expect(await readChosen(page(next.value.cookies[1]?.split(';')[0]))).toEqual({ elder: true })
  })

  test('what she chose elsewhere goes before what somebody chose on this device', async () => {
    await enter(await codeFor(), {
      request: page((await writePreferences({ language: 'zh' })).split(';')[0]),
    })
    const signed = await enter(await codeFor(), {
      request: page((await writePreferences({ language: 'en', elder: true })).split(';')[0]),
    })
    if (!signed.ok) throw new Error(signed.reason)
    expect(await readChosen(page(signed.value.cookies[1]?.split(';')[0]))).toEqual({
      language: 'zh',
      elder: true,
    })
  })

  test('one of the demo’s people signs in only where the demo is, and her session ends with it', async () => {
    await createPerson({ name: '演示', phone, demo: true }, { actor: { kind: 'system', name: 'test' } })
    const signed = await enter(await codeFor())
    if (!signed.ok) throw new Error(signed.reason)
    const [code, request] = [await codeFor(), page(cookieOf(signed.value.cookies))]
    expect(await findVisitor(request)).not.toBeNull()
    env().demo = false
    expect(await findVisitor(request)).toBeNull()
    expect(await enter(code)).toEqual({ ok: false, reason: 'demo-only' })
  })

  test('signing out ends the session for good', async () => {
    const signed = await enter(await codeFor())
    if (!signed.ok) throw new Error(signed.reason)
    const cookie = cookieOf(signed.value.cookies)
    expect(await signOut(page(cookie))).toMatch(/Max-Age=0|1970/)
    expect(await findVisitor(page(cookie))).toBeNull()
  })
})

describe('guessing', () => {
  test('the sixth try is refused, also with the right code', async () => {
    const code = await codeFor()
    for (let tries = 0; tries < 5; tries++)
      expect(await enter(wrongOf(code))).toEqual({ ok: false, reason: 'wrong-code' })
    expect(await enter(code)).toEqual({ ok: false, reason: 'wrong-code' })
  })

  test('fifty guesses at once are five tries', async () => {
    const code = await codeFor()
    await Promise.all(
      Array.from({ length: 50 }, (_, place) => enter(wrongOf(code), { address: `address-${place}` })),
    )
    expect(await database().signInCode.findFirst({ select: { triesLeft: true } })).toEqual({ triesLeft: 0 })
    expect(await enter(code)).toMatchObject({ ok: false })
  })

  test('of five who bring the right code at once, one comes in', async () => {
    const code = await codeFor()
    const answers = await Promise.all(Array.from({ length: 5 }, () => enter(code)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await database().person.count()).toBe(1)
  })

  test('guesses are limited by phone over many codes, and by address over many phones', async () => {
    const answers: unknown[] = []
    for (let tries = 0; tries < 21; tries++) answers.push(await enter('123456'))
    expect(answers.at(-1)).toEqual({ ok: false, reason: 'too-often' })
    for (let tries = 0; tries < 300; tries++)
      await countSignIn('guesses', { phone: numbered(tries), address: 'room' })
    expect(await signInFrom('room', 301)).toEqual({ ok: false, reason: 'too-often' })
    expect(await signInFrom('elsewhere', 301)).toEqual({ ok: false, reason: 'wrong-code' })
  })

  test('a stranger who guesses from elsewhere does not keep her out', async () => {
    for (let tries = 0; tries < 21; tries++) await enter('123456', { address: 'stranger' })
    expect(await enter('123456', { address: 'stranger' })).toEqual({ ok: false, reason: 'too-often' })
    const code = await codeFor()
    for (let tries = 0; tries < 21; tries++)
      await enter(wrongOf(code), { number: other, address: 'stranger' })
    expect(await enter(code)).toMatchObject({ ok: true })
  })
})

function signInFrom(address: string, person: number) {
  return enter('123456', { address, number: numbered(person) })
}

function numbered(person: number): string {
  return `1370000${String(person).padStart(4, '0')}`
}

describe('replaying', () => {
  test('a code is good once', async () => {
    const code = await codeFor()
    expect(await enter(code)).toMatchObject({ ok: true })
    expect(await enter(code)).toEqual({ ok: false, reason: 'wrong-code' })
  })

  test('a code is good for five minutes', async () => {
    const code = await codeFor()
    expect(await enter(code, { at: new Date(now.getTime() + codeLife) })).toMatchObject({ ok: false })
    expect(await enter(code, { at: new Date(now.getTime() + codeLife - 1) })).toMatchObject({ ok: true })
  })

  test('only the newest code counts, and only for its own phone', async () => {
    const old = await codeFor(phone, now)
    const fresh = await codeFor(phone, new Date(now.getTime() + 1000))
    const hers = await codeFor(other)
    if (old !== fresh) expect(await enter(old)).toMatchObject({ ok: false })
    if (hers !== fresh) expect(await enter(hers)).toMatchObject({ ok: false })
    expect(await enter(fresh)).toMatchObject({ ok: true })
  })
})

describe('finding out who is here', () => {
  test('a known and an unknown phone are answered alike, by the page as well', async () => {
    await createPerson({ name: '王大姐', phone }, { actor: { kind: 'system', name: 'test' } })
    const answers: unknown[] = []
    for (const number of [phone, other]) {
      const sent = await post({ step: 'phone', phone: number })
      const guessed = await post({ step: 'code', phone: number, code: '123456' })
      answers.push(masked([sent, guessed], number))
    }
    expect(answers[0]).toEqual(answers[1])
    expect(await database().signInCode.count()).toBe(2)
  })

  test('asked twice within the minute, one code is sent, and both are told so', async () => {
    const answers = [await sendCode({ phone, address: 'home' }), await sendCode({ phone, address: 'home' })]
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(await database().signInCode.count()).toBe(1)
  })

  test('whoever has just used her code and signed out gets another at once', async () => {
    const first = await sendCode({ phone, address: 'home' })
    if (!first.ok) throw new Error(first.reason)
    expect(await enter(first.value.demoCode ?? '')).toMatchObject({ ok: true })
    const second = await sendCode({ phone, address: 'home' })
    if (!second.ok) throw new Error(second.reason)
    expect(await enter(second.value.demoCode ?? '')).toMatchObject({ ok: true })
  })

  test('one phone gets five codes an hour and ten a day', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    const answers: unknown[] = []
    for (let times = 0; times < 6; times++) {
      const sent = await sendCode({ phone, address: 'home' })
      answers.push(sent.ok || sent.reason)
      await vi.advanceTimersByTimeAsync(61_000)
    }
    expect(answers).toEqual([true, true, true, true, true, 'too-often'])
    for (let times = 0; times < 6; times++) {
      await vi.advanceTimersByTimeAsync(3_700_000)
      const sent = await sendCode({ phone, address: 'home' })
      answers.push(sent.ok || sent.reason)
    }
    vi.useRealTimers()
    // What the hour refuses is not counted for the day.
    expect(answers.slice(6)).toEqual([true, true, true, true, true, 'enough-today'])
    expect(await database().signInCode.count()).toBe(10)
  })

  test('what the hour refuses is never told as sent, however soon she asks again', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    for (let times = 0; times < 5; times++) {
      expect(await sendCode({ phone, address: 'home' })).toMatchObject({ ok: true })
      await vi.advanceTimersByTimeAsync(61_000)
    }
    for (let times = 0; times < 3; times++)
      expect(await sendCode({ phone, address: 'home' })).toEqual({ ok: false, reason: 'too-often' })
    vi.useRealTimers()
  })

  test('one address gets a hundred and twenty codes an hour, the rest of its network with it', async () => {
    for (let woman = 0; woman < 120; woman++)
      expect(
        await countSignIn('sendings', { phone: numbered(woman), address: `2001:db8::${woman}` }),
      ).toBeNull()
    expect(await sendCode({ phone, address: '2001:db8::ffff' })).toEqual({ ok: false, reason: 'too-often' })
    // What the stranger was refused costs her nothing: she asks from elsewhere, and a code is made.
    expect(await sendCode({ phone, address: '192.0.2.1' })).toMatchObject({ ok: true })
    expect(await database().signInCode.count()).toBe(1)
  })

  test('neither a phone nor a code stands in any table as it is', async () => {
    const code = await codeFor()
    await enter(code)
    const kept = JSON.stringify(
      await Promise.all([
        database().person.findMany(),
        database().signInCode.findMany(),
        database().session.findMany(),
        database().$queryRaw`SELECT action, subject, before, after FROM audit_event`,
      ]),
    )
    expect(kept).not.toContain(phone)
    expect(kept).not.toContain(`"${code}"`)
  })
})

describe('sessions', () => {
  test('a session that the browser brought is never kept: neither a planted one nor her own', async () => {
    const planted = await enter(await codeFor(other), { number: other })
    if (!planted.ok) throw new Error(planted.reason)
    const cookie = cookieOf(planted.value.cookies)
    const signed = await enter(await codeFor(), { request: page(cookie) })
    if (!signed.ok) throw new Error(signed.reason)
    expect(cookieOf(signed.value.cookies)).not.toBe(cookie)
    expect(await findVisitor(page(cookie))).toBeNull()
    expect((await findVisitor(page(cookieOf(signed.value.cookies))))?.personId).toBe(signed.value.personId)
  })

  test('a cookie that was changed, made up or ended opens nothing', async () => {
    const signed = await enter(await codeFor())
    if (!signed.ok) throw new Error(signed.reason)
    const cookie = cookieOf(signed.value.cookies)
    for (const made of [
      `${cookie}x`,
      'session=',
      'session=abc',
      `session=${'a'.repeat(43)}`,
      cookie.replace('=', '=A'),
    ])
      expect(await findVisitor(page(made))).toBeNull()
    const visitor = await findVisitor(page(cookie))
    if (visitor === null) throw new Error('not signed in')
    await endSession(visitor)
    expect(await findVisitor(page(cookie))).toBeNull()
  })

  test('two tabs may each sign in; both stay signed in as her', async () => {
    const one = await enter(await codeFor())
    const two = await enter(await codeFor())
    if (!one.ok || !two.ok) throw new Error('refused')
    for (const { value } of [one, two])
      expect((await findVisitor(page(cookieOf(value.cookies))))?.personId).toBe(value.personId)
  })

  test('the way back leads to no other site', async () => {
    for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      const code = await codeFor()
      const answer = (await post({ step: 'code', phone, code, back })) as Response
      expect(answer.headers.get('Location')).toBe('/')
    }
  })

  test('a form from another site is not taken', async () => {
    await expect(post({ step: 'phone', phone }, 'cross-site')).rejects.toMatchObject({ status: 403 })
  })
})

test('a message that was not taken is tried again at once, and never told as sent', async () => {
  vi.spyOn(log, 'warn').mockImplementation(() => {})
  env().sms = { ...account, endpoint: 'http://127.0.0.1:9' }
  try {
    // More often than an hour or a day allows: what was not sent is not counted.
    for (let times = 0; times < 11; times++)
      expect(await sendCode({ phone, address: 'home' })).toEqual({ ok: false, reason: 'not-sent' })
  } finally {
    env().sms = undefined
  }
})

const account = {
  accessKeyId: 'id',
  accessKeySecret: 'secret',
  signName: '红岛渔家女',
  templateCode: 'SMS_1',
}

test('without a way to send, signing in says so and makes no code', async () => {
  env().demo = false
  expect(await sendCode({ phone, address: 'home' })).toEqual({ ok: false, reason: 'no-sender' })
  expect(readDemoCode(phone)).toBeNull()
  expect(await database().signInCode.count()).toBe(0)
})

/** What the page's action answers. */
async function post(fields: Record<string, string>, site = 'same-origin'): Promise<unknown> {
  const request = new Request('http://localhost/sign-in', {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': site },
    body: new URLSearchParams(fields),
  })
  return action({ request, params: {}, context: { cspNonce: '', clientAddress: 'home' } })
}

function masked(answers: unknown[], number: string): string {
  return JSON.stringify(answers)
    .replaceAll(number, 'PHONE')
    .replace(/"demoCode":"\d+"/g, '"demoCode":"CODE"')
}
