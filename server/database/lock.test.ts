import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { FolderInUseError } from './errors.ts'
import { folderHolder, lockFolder } from './lock.ts'
import { temporaryFolder } from './testing.ts'

const lockModule = fileURLToPath(new URL('./lock.ts', import.meta.url))

/** Another process that takes the lock at the given moment, says so or not, and then stays. */
function startContender(folder: string, at: number): ChildProcess {
  const program = `
    import { lockFolder } from ${JSON.stringify(lockModule)}
    while (Date.now() < ${at});
    lockFolder(${JSON.stringify(folder)}).then(
      () => { console.log('taken'); setInterval(() => undefined, 1000) },
      (error) => { console.log(error.name + ' ' + error.pid); setInterval(() => undefined, 1000) },
    )`
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [text] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return text.toString().trim()
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

test('a folder that is held is refused with the pid of its holder, and free again once released', async () => {
  const folder = await temporaryFolder('lock')
  const release = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError)
  await expect(lockFolder(folder)).rejects.toMatchObject({ pid: process.pid })
  await release()
  expect(await folderHolder(folder)).toBeNull()
  await (
    await lockFolder(folder)
  )()
})

test('of five processes that start at once exactly one gets the folder, again and again after a kill', async () => {
  const folder = await temporaryFolder('lock')
  for (let round = 0; round < 2; round++) {
    const at = Date.now() + 4000
    const contenders = [1, 2, 3, 4, 5].map(() => startContender(folder, at))
    const answers = await Promise.all(contenders.map(firstLine))
    const winner = contenders[answers.indexOf('taken')]
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1)
    expect(new Set(answers)).toEqual(new Set(['taken', `FolderInUseError ${winner?.pid}`]))
    expect(await folderHolder(folder)).toBe(winner?.pid)
    await Promise.all(contenders.map(kill))
    expect(await folderHolder(folder)).toBeNull()
  }
}, 60_000)

test('within one process a hundred attempts give one lock', async () => {
  const folder = await temporaryFolder('lock')
  const attempts = await Promise.allSettled(Array.from({ length: 100 }, () => lockFolder(folder)))
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a pid that another process bears by now does not hold the folder', async () => {
  const folder = await temporaryFolder('lock')
  await (
    await lockFolder(folder)
  )()
  await writeFile(
    path.join(folder, 'lock', 'lock.7'),
    JSON.stringify({ pid: process.pid, mark: '1@another-boot' }),
  )
  expect(await folderHolder(folder)).toBeNull()
  const release = await lockFolder(folder)
  expect(await folderHolder(folder)).toBe(process.pid)
  await release()
})

test('a torn lock file belongs to nobody, and old numbers do not pile up', async () => {
  const folder = await temporaryFolder('lock')
  for (let turn = 0; turn < 5; turn++) await (await lockFolder(folder))()
  await writeFile(path.join(folder, 'lock', 'lock.6'), '{"pid":')
  await (
    await lockFolder(folder)
  )()
  expect((await readdir(path.join(folder, 'lock'))).length).toBeLessThanOrEqual(2)
})
