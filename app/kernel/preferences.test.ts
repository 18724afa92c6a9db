import { expect, test } from 'vitest'
import { readChosen, readPreferences, writePreferences } from './preferences.server.ts'

function requestWith(headers: Record<string, string>): Request {
  return new Request('http://localhost/', { headers })
}

test('what she chose is kept for a year in a cookie that scripts cannot read', async () => {
  const header = await writePreferences({ language: 'en', elder: true })
  expect(header).toMatch(/; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/)
  const Cookie = header.split(';')[0] ?? ''
  expect(await readPreferences(requestWith({ Cookie }))).toEqual({ language: 'en', elder: true })
})

test('who has chosen nothing gets the language of her browser', async () => {
  expect(await readPreferences(requestWith({}))).toEqual({ language: 'zh', elder: false })
  expect(await readPreferences(requestWith({ 'Accept-Language': 'en' }))).toEqual({
    language: 'en',
    elder: false,
  })
})

test('a cookie that was tampered with counts as none', async () => {
  const header = await writePreferences({ language: 'en', elder: true })
  const forged = `preferences=${btoa('{"language":"en","elder":false}')}.${header.split('.')[1]?.split(';')[0]}`
  expect(await readPreferences(requestWith({ Cookie: forged }))).toEqual({ language: 'zh', elder: false })
})

test('choosing one thing does not choose the other for her', async () => {
  const Cookie = (await writePreferences({ elder: true })).split(';')[0] ?? ''
  const request = requestWith({ Cookie, 'Accept-Language': 'en' })
  expect(await readChosen(request)).toEqual({ elder: true })
  expect(await readPreferences(request)).toEqual({ language: 'en', elder: true })
})
