import { expect, test } from 'vitest'
import { LessonSaver, type SaverOptions } from './lesson-saver.ts'
import type { Sent } from './send-lesson.ts'

const saved = (base: string): Sent => ({ saved: { base, at: 1 } })
const never = 1_000_000
const soon = { typing: 0, retry: 0, longest: 0 }

/** A saver over a line on which each answer is given by hand. */
function begun(options: Partial<SaverOptions> = {}) {
  const sends: { base: string; answer: (sent: Sent) => void }[] = []
  const kept: (string | null)[] = []
  const saver = new LessonSaver({
    ...{ base: 'v.1', began: 'as-saved', conflict: null, auto: false },
    send: (base) => new Promise((answer) => sends.push({ base, answer })),
    keep: (base) => kept.push(base) > 0,
    forget: () => kept.push(null),
    pauses: { typing: never, retry: never, longest: never },
    ...options,
  })
  const standing = () => saver.view().standing
  const answer = async (sent: Sent) => {
    sends.at(-1)?.answer(sent)
    await new Promise((next) => setTimeout(next, 5))
  }
  return { saver, sends, kept, standing, answer }
}

test('while a save is under way none is sent; what changed meanwhile goes on top of it', async () => {
  const { saver, sends, kept, standing, answer } = begun({ auto: true, pauses: soon })
  saver.changed()
  saver.save()
  saver.changed()
  saver.save()
  expect(sends.map(({ base }) => base)).toEqual(['v.1'])
  await answer(saved('v.2'))
  expect(sends.map(({ base }) => base)).toEqual(['v.1', 'v.2'])
  expect(kept).not.toContain(null)
  await answer(saved('v.3'))
  expect(standing()).toBe('as-saved')
  expect(kept.at(-1)).toBeNull()
  expect(sends).toHaveLength(2)
})

test('what nobody heard stays, is sent again by itself, and at once when there is a network', async () => {
  const { saver, sends, standing, answer } = begun({ pauses: soon })
  saver.changed()
  saver.save()
  await answer({ unheard: 'busy' })
  expect(sends).toHaveLength(2)
  await answer(saved('v.2'))
  expect(standing()).toBe('as-saved')

  const waiting = begun()
  waiting.saver.changed()
  waiting.saver.save()
  await waiting.answer({ unheard: 'offline' })
  expect(waiting.standing()).toBe('offline')
  waiting.saver.online()
  expect(waiting.sends).toHaveLength(2)
})

test('a quiz that she goes on writing is not sent unfinished in the place of what nobody heard', async () => {
  const { saver, sends, standing, answer } = begun({ pauses: { ...soon, retry: 20, longest: 20 } })
  saver.changed()
  saver.save()
  await answer({ unheard: 'busy' })
  saver.changed()
  await new Promise((next) => setTimeout(next, 60))
  expect(sends).toHaveLength(1)
  expect(standing()).toBe('unsaved')
})

test('in a conflict nothing is sent by itself, and hers goes in its place when she says so', async () => {
  const { saver, sends, kept, standing, answer } = begun({ auto: true, pauses: soon })
  saver.changed()
  saver.save()
  await answer({ conflict: { why: 'another-saved', base: 'v.7' } })
  saver.changed()
  await new Promise((next) => setTimeout(next, 20))
  expect(standing()).toBe('conflict')
  expect(saver.view().why).toBe('another-saved')
  expect(sends).toHaveLength(1)
  // What is kept is of what she had before her: opened again, it is a conflict still.
  expect(kept.at(-1)).toBe('v.1')
  saver.saveOver()
  expect(sends.at(-1)?.base).toBe('v.7')
})

test('what was kept is sent like what was typed; where something came between it waits for her', async () => {
  const gone = begun({ began: 'kept', auto: true, pauses: soon })
  gone.saver.start()
  await new Promise((next) => setTimeout(next, 20))
  expect(gone.sends).toHaveLength(1)
  const asked = begun({
    ...{ began: 'kept', auto: true, pauses: soon },
    conflict: { why: 'newer-version', base: 'w.0' },
  })
  asked.saver.start()
  await new Promise((next) => setTimeout(next, 20))
  expect(asked.sends).toHaveLength(0)
  expect(asked.kept).toEqual(['v.1'])
  expect(asked.standing()).toBe('conflict')
})

test('a page that has gone sends nothing more, and needs to keep nothing of what still came through', async () => {
  const { saver, sends, kept, answer } = begun({ auto: true, pauses: soon })
  saver.changed()
  saver.save()
  saver.stop()
  await answer(saved('v.2'))
  expect(kept.at(-1)).toBeNull()
  saver.save()
  expect(sends).toHaveLength(1)
})

test('what was typed while a save was under way stays as it was kept when the page goes', async () => {
  const { saver, sends, kept, answer } = begun({ auto: true, pauses: soon })
  saver.changed()
  saver.save()
  saver.changed()
  saver.save()
  saver.stop()
  await answer(saved('v.2'))
  expect(kept).toEqual(['v.1', 'v.1'])
  expect(sends).toHaveLength(1)
})

test('a browser that keeps nothing is said, until it keeps again', () => {
  const full = [false, true]
  const { saver } = begun({ keep: () => full.shift() ?? true })
  saver.changed()
  expect(saver.view().isKept).toBe(false)
  saver.changed()
  expect(saver.view().isKept).toBe(true)
})

test('a refusal is shown, and the next change is unsaved again', async () => {
  const { saver, standing, answer } = begun()
  saver.save()
  await answer({ error: { body: ['teach:form.bodyTooLong'] } })
  expect(standing()).toBe('refused')
  expect(saver.view().reply?.error?.['body']).toEqual(['teach:form.bodyTooLong'])
  saver.changed()
  expect(standing()).toBe('unsaved')
  saver.save()
  await answer({ signedOut: true })
  expect(standing()).toBe('signed-out')
})
