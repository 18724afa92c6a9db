import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameOriginPath } from './same-origin-path.ts'

test('a path of this site is kept with its query', () => {
  expect(sameOriginPath('/live/hongdao?from=poster')).toBe('/live/hongdao?from=poster')
})

test('what leads elsewhere, or nowhere, becomes the front page', () => {
  const elsewhere = [
    'https://example.com/',
    '//example.com',
    '/\\example.com',
    '/.//example.com',
    'live',
    '',
    undefined,
  ]
  for (const wish of elsewhere) expect(sameOriginPath(wish)).toBe('/')
})

test('no text at all leads to another host', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string(),
        fc.string().map((text) => `/${text}`),
      ),
      (wish) => {
        const path = sameOriginPath(wish)
        expect(new URL(path, 'http://here.invalid').origin).toBe('http://here.invalid')
      },
    ),
  )
})
