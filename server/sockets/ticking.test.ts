import { expect, test } from 'vitest'
import { keepTicking, type Ticks } from './ticking.ts'

test('told to stop, it sleeps out no pause: a last beat saves all, and nothing beats after it', async () => {
  const beats: string[] = []
  const beat = (name: string) => () => {
    beats.push(name)
    return Promise.resolve()
  }
  const roomTicks: Ticks = { messages: beat('messages'), counts: beat('counts'), sessions: beat('sessions') }
  const stop = keepTicking(() => Promise.resolve({ roomTicks }))
  await expect.poll(() => beats).toContain('sessions')
  await stop()
  expect(beats.slice(-2)).toEqual(['messages', 'counts'])
  const sofar = beats.length
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(beats).toHaveLength(sofar)
}, 5000)
