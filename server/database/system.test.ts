import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startEmbedded } from './embedded.ts'
import { lockFolder } from './lock.ts'
import { withSystem } from './system.ts'
import { temporaryFolder } from './testing.ts'

const folder = await temporaryFolder('system')

/** Runs a command as npm would, for the data folder. Answers what it printed, both ways, and its exit code. */
function run(command: string, args: string[], dataDir: string): Promise<{ code: number; text: string }> {
  const script = fileURLToPath(new URL(`../commands/${command}.ts`, import.meta.url))
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', INIT_CWD: folder }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr })
    })
  })
}

test('commands work beside the running server; a restore waits for nobody and says who is in the way', async () => {
  const dataDir = path.join(folder, 'served')
  const release = await lockFolder(dataDir)
  const embedded = await startEmbedded({ dataDir })
  try {
    expect(await run('migrate', ['deploy'], dataDir)).toMatchObject({ code: 0 })
    const backup = await run('backup', ['on-air.tar.gz'], dataDir)
    expect(backup).toMatchObject({ code: 0, text: expect.stringContaining('Backed up') as string })
    expect((await stat(path.join(folder, 'on-air.tar.gz'))).mode & 0o777).toBe(0o600)
    const restore = await run('restore', ['on-air.tar.gz'], dataDir)
    expect(restore.code).toBe(1)
    expect(restore.text.trim().split('\n')).toEqual([
      expect.stringContaining(`in use by process ${process.pid}`),
    ])
  } finally {
    await embedded.stop()
    await release()
  }
}, 120_000)

test('where no server runs, a command starts the database for its time and leaves nothing running', async () => {
  const dataDir = path.join(folder, 'restored')
  const restored = await run('restore', ['on-air.tar.gz'], dataDir)
  expect(restored).toMatchObject({ code: 0, text: expect.stringContaining('Restored') as string })
  expect((await run('migrate', ['status'], dataDir)).text).toContain('pending: -')
  const again = await run('restore', ['no-such-file'], dataDir)
  expect(again).toMatchObject({ code: 1, text: expect.stringMatching(/cannot be read/) as string })
}, 120_000)

test('DATABASE_URL is used as it is', async () => {
  const url = await withSystem((system) => Promise.resolve(system.url), {
    DATABASE_URL: 'postgresql://elsewhere/db',
    DATA_DIR: path.join(folder, 'away'),
  })
  expect(url).toBe('postgresql://elsewhere/db')
})
