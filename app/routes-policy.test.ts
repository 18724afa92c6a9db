import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { can, routePolicy } from './routes-policy.ts'

/** A route's name is its file's, or its folder's where it is one. */
const routes = readdirSync(path.join(import.meta.dirname, 'routes'), { withFileTypes: true })
  .filter((entry) => !/\.(test\.tsx?|css)$/.test(entry.name))
  .map((entry) => (entry.isDirectory() ? entry.name : entry.name.replace(/\.tsx?$/, '')))

test.each(routes)('the policy says who reaches the route %s', (route) => {
  expect(Object.keys(routePolicy)).toContain(route)
})

test('the policy speaks of no route that is not there', () => {
  expect(Object.keys(routePolicy).filter((route) => !routes.includes(route))).toEqual([])
})

describe('the rows of the policy', () => {
  const host = { personId: 'host' }
  const subjects = {
    'room.watch': { open: { open: true }, closed: { open: false } },
    'replay.watch': { open: { open: true }, closed: { open: false } },
  } as const

  test.each(Object.entries(subjects))(
    '%s: anyone where the room is open, nobody where it is not',
    (action, rooms) => {
      for (const visitor of [null, host]) {
        expect(can(visitor, action as keyof typeof subjects, rooms.open)).toBe(true)
        expect(can(visitor, action as keyof typeof subjects, rooms.closed)).toBe(false)
      }
    },
  )

  test('room.publish: the host of the room alone', () => {
    expect(can(host, 'room.publish', { hostId: 'host' })).toBe(true)
    expect(can({ personId: 'other' }, 'room.publish', { hostId: 'host' })).toBe(false)
    expect(can(null, 'room.publish', { hostId: 'host' })).toBe(false)
  })
})
