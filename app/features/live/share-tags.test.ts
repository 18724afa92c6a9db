import { expect, test } from 'vitest'
import { shareTags } from './share-tags.ts'

const share = { title: 'title', description: 'words', url: 'https://hongdao.example/live/stall' }

function pictureOf(cover: string | null): unknown {
  const tag = shareTags({ ...share, cover }).find(
    (each) => 'property' in each && each.property === 'og:image',
  )
  return tag && 'content' in tag ? tag.content : undefined
}

test('a drawn cover is shared as its PNG, with a full address', () => {
  expect(pictureOf('/art/scene-kitchen.svg')).toBe('https://hongdao.example/share/scene-kitchen.png')
})

test('a photograph is shared as it is, and no SVG ever', () => {
  expect(pictureOf('/files/1234')).toBe('https://hongdao.example/files/1234')
  expect(pictureOf('/art/oyster.svg')).toBe('https://hongdao.example/share/scene-stall.png')
  expect(pictureOf(null)).toBe('https://hongdao.example/share/scene-stall.png')
})
