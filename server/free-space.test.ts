import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { askDiskRoom, hasFreeSpace, roomFor } from './free-space.ts'

test('a disk is low before it is full, so that what is on air can end in order', () => {
  const megabytes = [2000, 512, 511, 256, 255, 0]
  expect(megabytes.map((size) => roomFor(size * 1024 * 1024))).toEqual([
    'plenty',
    'plenty',
    'low',
    'low',
    'full',
    'full',
  ])
})

test('a disk that cannot be asked takes no new broadcast and ends none', async () => {
  expect(await askDiskRoom('/nowhere/at/all')).toBe('low')
  expect(await hasFreeSpace('/nowhere/at/all')).toBe(false)
  expect(await hasFreeSpace(tmpdir())).toBe((await askDiskRoom(tmpdir())) === 'plenty')
})
