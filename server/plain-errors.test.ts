import process from 'node:process'
import { afterEach, expect, test, vi } from 'vitest'
import { ConfigurationError } from '#app/kernel/configuration.ts'
import { runDatabaseCommand } from './commands/database-command.ts'
import { BackupError, DatabaseStartError, FolderInUseError, MigrationError } from './database/errors.ts'
import { CannotListenError } from './http/listen.ts'
import { plainMessage } from './plain-errors.ts'

const { exitCode } = process
afterEach(() => {
  process.exitCode = exitCode
})

async function saidBy(error: Error): Promise<string> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await runDatabaseCommand(() => Promise.reject(error))
  expect(process.exitCode).toBe(1)
  return String(write.mock.lastCall?.[0])
}

test('what the administrator can mend is told in its own words, without a stack', async () => {
  for (const kind of [
    BackupError,
    CannotListenError,
    ConfigurationError,
    DatabaseStartError,
    MigrationError,
  ]) {
    expect(plainMessage(new kind('choose another')), kind.name).toBe('choose another')
    expect(await saidBy(new kind('choose another'))).toBe('choose another\n')
  }
  expect(await saidBy(new FolderInUseError('data', 7))).toMatch(/^数据文件夹正被进程 7 使用.*\n$/)
})

test('a bug of a command keeps its stack', async () => {
  expect(plainMessage(new TypeError('x is not a function'))).toBeNull()
  expect(await saidBy(new TypeError('x is not a function'))).toMatch(/plain-errors\.test/)
})
