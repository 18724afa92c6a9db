import { expect, test } from 'vitest'
import fc from 'fast-check'
import { judge, newWatch, type Reading, type Remedy } from './stall-watch.ts'

const still: Reading = {
  now: 0,
  position: 10,
  edge: 30,
  livePosition: 29,
  bufferedAhead: 0,
  shouldPlay: true,
  heardAt: null,
}

/** Looks once a second at a picture that stands still, and tells at which second which remedy was chosen. */
function remediesOver(seconds: number, reading: (now: number) => Reading): [number, Remedy][] {
  let watch = newWatch(0, still.position)
  const chosen: [number, Remedy][] = []
  for (let second = 1; second <= seconds; second++) {
    const verdict = judge(watch, reading(second * 1000))
    watch = verdict.watch
    if (verdict.remedy !== 'none') chosen.push([second, verdict.remedy])
  }
  return chosen
}

test('a picture that moves near the live edge is left alone', () => {
  const verdict = judge(newWatch(0, 10), {
    ...still,
    now: 1000,
    position: 11,
    edge: 12.2,
    livePosition: 11.1,
  })
  expect(verdict).toMatchObject({ standing: 'moving', remedy: 'none' })
})

test('a viewer too far behind to be caught up by pace jumps to the live position', () => {
  const moving = (livePosition: number) => ({ ...still, now: 1000, position: 11, livePosition })
  expect(judge(newWatch(0, 10), moving(14))).toMatchObject({ standing: 'moving', remedy: 'none' })
  expect(judge(newWatch(0, 10), moving(14.1))).toMatchObject({ standing: 'moving', remedy: 'jump' })
})

test('a hiccup under a second and a half is not called a stall', () => {
  expect(judge(newWatch(0, 10), { ...still, now: 1400 }).standing).toBe('moving')
  expect(judge(newWatch(0, 10), { ...still, now: 1600 }).standing).toBe('stalled')
})

test('a decoder stuck on a full buffer is restarted after four seconds, then the stream is loaded anew', () => {
  const chosen = remediesOver(40, (now) => ({ ...still, now, bufferedAhead: 2 }))
  expect(chosen).toEqual([
    [4, 'recover'],
    [8, 'reload'],
    [16, 'reload'],
    [32, 'reload'],
  ])
})

test('an empty buffer behind the edge jumps first', () => {
  expect(remediesOver(5, (now) => ({ ...still, now }))).toEqual([[4, 'jump']])
})

test('where the host is silent and the playlist keeps coming, the viewer waits', () => {
  const reading = (now: number) => ({ ...still, now, edge: 10.3, heardAt: now - 2000 })
  expect(remediesOver(120, reading)).toEqual([])
  expect(judge(newWatch(0, 10), reading(5000)).standing).toBe('starved')
})

test('a playlist that has stopped coming is a bad line, not a silent host', () => {
  const chosen = remediesOver(20, (now) => ({ ...still, now, edge: 10.3, heardAt: 0 }))
  expect(chosen.map(([, remedy]) => remedy)).toContain('reload')
})

test('a hidden or refused picture is never called stalled', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.double({ min: 0, max: 100, noNaN: true }), (now, position) => {
      const verdict = judge(newWatch(0, 10), { ...still, now, position, shouldPlay: false })
      expect(verdict).toMatchObject({ standing: 'idle', remedy: 'none', watch: { movedAt: now } })
    }),
  )
})
