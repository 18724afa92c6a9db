import { appendFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from './testing/folder.ts'
import { UnwrittenPlaylists } from './unwritten-playlists.ts'

async function opened() {
  const folder = await temporaryFolder()
  const index = path.join(folder, 'index.jsonl')
  await writeFile(index, 'one')
  const read: string[] = []
  let failing = false
  const playlists = new UnwrittenPlaylists(async (asked) => {
    read.push(asked)
    await Promise.resolve()
    if (failing) throw new Error('the disk is away')
    return { video: `video ${read.length}`, audio: null }
  })
  const ask = async (file = 'index.m3u8') => (await playlists.read(folder, file))?.toString()
  return { folder, index, read, playlists, ask, fail: (fails: boolean) => (failing = fails) }
}

test('a long index is read once for all who ask, until it changes', async () => {
  const { index, read, ask } = await opened()
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['video 1', 'video 1', 'video 1'])
  expect(await ask()).toBe('video 1')
  expect(await ask('audio.m3u8')).toBeUndefined()
  expect(read).toHaveLength(1)
  await appendFile(index, 'two')
  expect(await ask()).toBe('video 2')
})

test('what could not be read is read again, and few recordings are kept', async () => {
  const { folder, read, playlists, ask, fail } = await opened()
  fail(true)
  await expect(ask()).rejects.toThrow('the disk is away')
  fail(false)
  expect(await ask()).toBe('video 2')
  for (let i = 0; i < 8; i += 1) {
    const other = await temporaryFolder()
    await writeFile(path.join(other, 'index.jsonl'), 'one')
    await playlists.read(other, 'index.m3u8')
  }
  await ask()
  expect(read.filter((asked) => asked === folder)).toHaveLength(3)
  expect(await playlists.read(path.join(folder, 'nothing'), 'index.m3u8')).toBeNull()
})
