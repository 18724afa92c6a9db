import { expect, it } from 'vitest'
import { layOutOnce } from './demo-parts.server.ts'

it('lays out each part once, in order, and again what was cut short', async () => {
  const laid: string[] = []
  const lay = (name: string) => () => Promise.resolve(void laid.push(name))
  const cut = () => Promise.reject(new Error('the lights went out'))

  await expect(layOutOnce({ rooms: lay('rooms'), shops: cut, lessons: lay('lessons') })).rejects.toThrow(
    'lights',
  )
  expect(laid).toEqual(['rooms'])

  await layOutOnce({ rooms: lay('rooms'), shops: lay('shops'), lessons: lay('lessons') })
  expect(laid).toEqual(['rooms', 'shops', 'lessons'])

  await layOutOnce({ rooms: lay('rooms'), shops: lay('shops'), lessons: lay('lessons') })
  expect(laid).toEqual(['rooms', 'shops', 'lessons'])
})

it('lays out again what could not be made whole', async () => {
  const tries: string[] = []
  const film = () => Promise.resolve(tries.push('film') > 1)
  for (let start = 1; start <= 3; start += 1) await layOutOnce({ film })
  expect(tries).toHaveLength(2)
})
