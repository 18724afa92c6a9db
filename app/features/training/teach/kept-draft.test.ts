import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keeping, readKept } from './kept-draft.ts'

const name = { person: 'her', course: 'tide', lesson: 'one' }

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  })
})
afterEach(() => void vi.unstubAllGlobals())

/** A form of the lesson and what it says; null once it has gone. */
function formSaying(text: string | null) {
  const form = { text }
  const fields = () => (form.text === null ? null : { body: form.text })
  return { form, ...keeping(name, { page: () => 'page', fields }) }
}

test('a form that has gone does not empty what it kept', () => {
  const { form, keep } = formSaying('写的')
  keep('v.1')
  form.text = null
  expect(keep('v.2')).toBe(true)
  expect(readKept(name)).toEqual({ base: 'v.1', page: 'page', fields: { body: '写的' } })
})

test('a save that comes through after she came back forgets nothing that she has typed since', () => {
  const left = formSaying('写的')
  left.keep('v.1')
  const back = formSaying('写的，又写了')
  back.keep('v.1')
  left.forget()
  expect(readKept(name)?.fields).toEqual({ body: '写的，又写了' })
  back.forget()
  expect(readKept(name)).toBeNull()
})
