import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepTyped, keptTyped, namesOfTypedBy } from '#app/ui/kept-typed.ts'
import { signOutHere } from './sign-out.ts'

const address = '/teach/courses/tide'

/** What a browser keeps, as `localStorage` shows it: the names as its own properties. */
class Storage {
  getItem(name: string): string | null {
    return (this as unknown as Record<string, string>)[name] ?? null
  }
  setItem(name: string, text: string): void {
    if (text.length > 1000) throw new DOMException('full', 'QuotaExceededError')
    Object.assign(this, { [name]: text })
  }
  removeItem(name: string): void {
    Reflect.deleteProperty(this, name)
  }
}

beforeEach(() => void vi.stubGlobal('localStorage', new Storage()))
afterEach(() => void vi.unstubAllGlobals())

/** What the browser hears of a request, its kind as scripts see it. */
const network = (answer: Promise<{ type: string }>) => vi.stubGlobal('fetch', () => answer)

test('signing out forgets what she typed, and nothing of another’s', async () => {
  network(Promise.resolve({ type: 'opaqueredirect' }))
  keepTyped('her/tide/one', { text: '写的', address })
  keepTyped('another/tide/one', { text: '别人写的', address })
  expect(await signOutHere('her')).toBe(true)
  expect(namesOfTypedBy('her')).toEqual([])
  expect(keptTyped('another/tide/one')).toEqual({ text: '别人写的', address })
})

test('a signing out that nobody answered, or something else did, forgets nothing', async () => {
  keepTyped('her/tide/one', { text: '写的', address })
  network(Promise.reject(new TypeError('Failed to fetch')))
  expect(await signOutHere('her')).toBe(false)
  network(Promise.resolve({ type: 'basic' }))
  expect(await signOutHere('her')).toBe(false)
  expect(namesOfTypedBy('her')).toEqual(['her/tide/one'])
})

test('a full browser is said, and has what it kept before', () => {
  expect(keepTyped('her/tide/one', { text: '短', address })).toBe(true)
  expect(keepTyped('her/tide/one', { text: '长'.repeat(2000), address })).toBe(false)
  expect(keptTyped('her/tide/one')).toEqual({ text: '短', address })
})

test('what was kept before addresses were is not lost', () => {
  localStorage.setItem('typed/her/tide/one', '{"old":true}')
  expect(keptTyped('her/tide/one')).toEqual({ text: '{"old":true}', address: null })
})
