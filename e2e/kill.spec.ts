import { expect, test } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { projectRoot } from '#e2e/load/built-server.ts'

/** With this seed the first kill takes server and database, the second the server alone, and then once more at its start. */
const seed = '158'

test('two kills lose nothing that was acknowledged and leave nothing running; a backup on air restores the same', async () => {
  test.setTimeout(240_000)
  const args = ['--import', 'tsx', 'e2e/long/kill.ts', '2', '--seed', seed, '--json']
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] })
  const [said, complained] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode ?? once(child, 'close'),
  ])
  const report: unknown = JSON.parse(said.trim().split('\n').at(-1) || complained)
  // How soon the server was back is for the long run on a machine of its own.
  expect(report, complained).toMatchObject({ kill: { kills: 2, problems: 0 }, problems: [] })
  expect(said).toMatch(/backup on air, restored: \d+ tables, \d+ rows/)
  const { kill } = report as { kill: { rowsAcknowledged: number; shownSeconds: number } }
  expect(kill.rowsAcknowledged).toBeGreaterThan(0)
  expect(kill.shownSeconds).toBeGreaterThan(0)
})
