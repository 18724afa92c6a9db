import { text } from 'node:stream/consumers'
import { createElement } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import { expect, test } from 'vitest'
import { withoutNulBytes } from './without-nul-bytes.server.ts'

test('Chinese names come whole wherever React’s buffer ends', async () => {
  const name = '水产加工企业工会'
  for (let shift = 0; shift < 3; shift += 1) {
    const page = createElement(
      'main',
      { title: 'x'.repeat(shift) },
      Array.from({ length: 300 }, (_, key) => createElement('b', { key, title: name })),
    )
    const { pipe } = renderToPipeableStream(page)
    const html = await text(pipe(withoutNulBytes()))
    expect(html).not.toContain('\u0000')
    expect(html.split(`title="${name}"`)).toHaveLength(301)
  }
})
