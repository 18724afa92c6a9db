import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Places } from './places.ts'

const limits = { total: 6, perAddress: 3 }

test('an address has so many places and no more, and gets each back that it leaves', () => {
  const places = new Places(limits)
  const leave = places.take('192.0.2.1')
  places.take('192.0.2.1')
  places.take('192.0.2.1')
  expect(places.take('192.0.2.1')).toBeNull()
  expect(places.take('192.0.2.2')).not.toBeNull()
  leave?.()
  leave?.()
  expect(places.take('192.0.2.1')).not.toBeNull()
  expect(places.take('192.0.2.1')).toBeNull()
})

test('who waits longest at a crowded address gives way, and nobody at another one', () => {
  const places = new Places(limits)
  const gone: string[] = []
  const enter = (address: string, name: string) => places.takeOver(address, () => gone.push(name))
  enter('192.0.2.9', 'other')
  for (const name of ['first', 'second', 'third', 'fourth', 'fifth']) enter('192.0.2.1', name)
  expect(gone).toEqual(['first', 'second'])
})

test('where all places are taken the most crowded address makes room', () => {
  const places = new Places(limits)
  const gone: string[] = []
  const enter = (address: string, name: string) => places.takeOver(address, () => gone.push(name))
  enter('192.0.2.1', 'lonely')
  for (const name of ['a', 'b', 'c']) enter('192.0.2.2', name)
  for (const name of ['d', 'e']) enter('192.0.2.3', name)
  enter('192.0.2.4', 'newcomer')
  expect(gone).toEqual(['a'])
})

test('all addresses of one IPv6 subscriber count as one, and an IPv4 address as itself in both forms', () => {
  for (const [one, other] of [
    ['2001:db8:0:7::1', '2001:db8:0:7:aaaa:bbbb:cccc:dddd'],
    ['2001:db8::1', '2001:db8:0:0:1::'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
  ]) {
    const places = new Places({ total: 9, perAddress: 1 })
    places.take(one)
    expect(places.take(other), other).toBeNull()
    expect(places.take('2001:db8:0:8::1'), other).not.toBeNull()
    expect(places.take('::ffff:192.0.2.2'), other).not.toBeNull()
  }
})

test('whatever comes and goes, the limits hold and a newcomer from a quiet address gets in', () => {
  const moves = fc.array(
    fc.record({ address: fc.constantFrom('a', 'b', 'c', 'd', 'e'), leaves: fc.boolean() }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(moves, (steps) => {
      const places = new Places(limits)
      const inside: { address: string; leave: () => void }[] = []
      const count = (address: string) => inside.filter((one) => one.address === address).length
      for (const { address, leaves } of steps) {
        const index = inside.findIndex((one) => one.address === address)
        if (leaves && index >= 0) inside.splice(index, 1)[0]?.leave()
        if (leaves) continue
        const before = new Map([...'abcde'].map((one) => [one, count(one)]))
        const guest = { address, leave: () => undefined as void }
        guest.leave = places.takeOver(address, () => inside.splice(inside.indexOf(guest), 1))
        inside.push(guest)
        expect(inside.length).toBeLessThanOrEqual(limits.total)
        expect(count(address)).toBeGreaterThan(0)
        for (const [one, held] of before) {
          expect(count(one)).toBeLessThanOrEqual(limits.perAddress)
          // Who loses a place held at least as many as anybody else, or is the one who came.
          if (count(one) < held) expect(held).toBe(Math.max(...before.values()))
        }
      }
    }),
  )
})
