import { createInstance } from 'i18next'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { errorText } from './forms.ts'
import { isSameOrigin, readForm } from './forms.server.ts'
import { texts } from './i18n/common.ts'

const Stall = z.object({
  name: z.string().min(2).max(8),
  boxes: z.number().int().min(1),
  kind: z.enum(['clam', 'oyster']),
  phone: z.string().regex(/^1\d{10}$/, 'common:form.invalidPhone'),
})

const good = { name: '红岛蛤蜊', boxes: '3', kind: 'clam', phone: '13800000000' }

function submit(
  fields: Record<string, string>,
  headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' },
) {
  return new Request('http://localhost:3000/stalls', {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
  })
}

async function refusedBy(promise: Promise<unknown>): Promise<number> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof Response ? error.status : 0
}

test('a good form gives its values', async () => {
  const form = await readForm(submit(good), Stall)
  expect(form.ok && form.value).toEqual({ name: '红岛蛤蜊', boxes: 3, kind: 'clam', phone: '13800000000' })
})

test('a form with mistakes says each in the reader’s language and keeps what she typed', async () => {
  const form = await readForm(submit({ name: '蛤', boxes: 'three', kind: 'fish', phone: '12' }), Stall)
  if (form.ok) throw new Error('taken')
  expect(form.reply.init?.status).toBe(422)
  expect(form.reply.data.initialValue).toMatchObject({ name: '蛤', boxes: 'three', phone: '12' })
  const errors = form.reply.data.error ?? {}
  const say = await translator('zh')
  const said = Object.fromEntries(Object.entries(errors).map(([name, keys]) => [name, keys?.map(say)]))
  expect(said).toEqual({
    name: ['至少要 2 个字'],
    boxes: ['请填数字'],
    kind: ['请从给出的里面选一个'],
    phone: ['请填 11 位手机号'],
  })
  expect((errors.name ?? []).map(await translator('en'))).toEqual(['At least 2 characters'])
})

test('what is left out is asked for', async () => {
  const form = await readForm(submit({}), Stall)
  if (form.ok) throw new Error('taken')
  expect(form.reply.data.error).toEqual({
    name: ['common:form.required'],
    boxes: ['common:form.required'],
    kind: ['common:form.required'],
    phone: ['common:form.required'],
  })
})

test('an operation’s refusal goes to the form or to its field, and keeps what she typed', async () => {
  const form = await readForm(submit(good), Stall)
  if (!form.ok) throw new Error('refused')
  expect(form.refuse('common:form.invalid').data).toMatchObject({
    error: { '': ['common:form.invalid'] },
    initialValue: good,
  })
  expect(form.refuse({ name: 'common:form.notAChoice' }).data.error).toEqual({
    name: ['common:form.notAChoice'],
  })
})

test('a form that another site sends is refused', async () => {
  expect(await refusedBy(readForm(submit(good, { 'Sec-Fetch-Site': 'cross-site' }), Stall))).toBe(403)
  expect(await refusedBy(readForm(submit(good, { 'Sec-Fetch-Site': 'same-site' }), Stall))).toBe(403)
  expect(await refusedBy(readForm(submit(good, { Origin: 'http://elsewhere.example' }), Stall))).toBe(403)
  expect(await refusedBy(readForm(submit(good, { Origin: 'null' }), Stall))).toBe(403)
  expect(await refusedBy(readForm(submit(good, {}), Stall))).toBe(403)
})

test('what is refused before its form is known is told in her language', async () => {
  const submitted = { 'Sec-Fetch-Site': 'cross-site', 'Accept-Language': 'en' }
  const refusal = await readForm(submit(good, submitted), Stall).catch((thrown: unknown) => thrown)
  if (!(refusal instanceof Response)) throw new Error('not refused')
  expect(await refusal.text()).toMatch(/^This request did not come from our site/)
})

test.each([
  ['JSON', 'application/json', '{"name":"x"}'],
  ['a form without its boundary', 'multipart/form-data', 'x'],
  ['a form that was cut off', 'multipart/form-data; boundary=a', '--a\r\nContent-Disposition: form-data; na'],
])('%s is refused as no form', async (_what, type, body) => {
  const headers = { 'Content-Type': type, 'Sec-Fetch-Site': 'same-origin' }
  const request = new Request('http://localhost:3000/', { method: 'POST', headers, body })
  expect(await refusedBy(readForm(request, Stall))).toBe(400)
})

test('a text that no column can keep is refused as no form', async () => {
  expect(await refusedBy(readForm(submit({ ...good, name: '蛤\0蜊' }), Stall))).toBe(400)
})

test('an older browser says where it comes from by Origin, also behind a proxy that speaks HTTPS for us', () => {
  expect(isSameOrigin(submit(good, { Origin: 'http://localhost:3000' }))).toBe(true)
  expect(isSameOrigin(submit(good, { Origin: 'https://localhost:3000' }))).toBe(true)
})

async function translator(language: 'zh' | 'en') {
  const i18n = createInstance()
  await i18n.init({
    lng: language,
    ns: 'common',
    defaultNS: 'common',
    resources: { [language]: { common: texts[language] } },
  })
  return (key: string) => errorText(i18n.t, key)
}

test('a key is said though it has hyphens, as reasons of operations do, and what is no key stays as it is', () => {
  const say = (key: string) => `said ${key}`
  expect(errorText(say, 'events:refused.many-lecturers')).toBe('said events:refused.many-lecturers')
  expect(errorText(say, 'films:captions.wrong.no-times|{"line":3}')).toBe(
    'said films:captions.wrong.no-times',
  )
  expect(errorText(say, '10:30 to 12:00')).toBe('10:30 to 12:00')
})

test.each(['a[99999999]', 'name[100]', 'a[1][99999999]', 'name[x]', 'a.'.repeat(5000)])(
  'a field whose name makes more of it than a form is refused: %.20s',
  async (name) => {
    expect(await refusedBy(readForm(submit({ ...good, [name]: 'x' }), Stall))).toBe(400)
  },
)

test('a form of thousands of fields is refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 2000 }, (_, place) => [`field${place}`, 'x']))
  expect(await refusedBy(readForm(submit(many), Stall))).toBe(400)
})

test('names that belong to every object change no object', async () => {
  const form = await readForm(submit({ '__proto__.taken': 'x', 'constructor.prototype.taken': 'x' }), Stall)
  expect(form.ok).toBe(false)
  expect(({} as Record<string, unknown>)['taken']).toBeUndefined()
})
