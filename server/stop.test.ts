import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

/** Runs a program that has an orderly end, and answers what it said and how it ended. */
async function runProgram(body: string): Promise<{ code: number | null; said: string }> {
  const program = `
    import { log } from '#app/kernel/log.server.ts'
    import { ending } from '#server/stop.ts'
    const stop = ending(log)
    ${body}`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
  const child = spawn(process.execPath, args, {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>])
  return { code, said }
}

test.each([
  ['thrown', "setImmediate(() => { throw new Error('no room for 13812345678') })"],
  ['of a promise', "void Promise.reject(new Error('no room for 13812345678'))"],
])('a bug %s that nobody caught is one masked line, and the end', async (_how, body) => {
  const { code, said } = await runProgram(`setInterval(() => undefined, 1000); ${body}`)
  expect(code).toBe(1)
  expect(JSON.parse(said)).toMatchObject({ level: 60, msg: 'a bug nobody caught: the server ends' })
  expect(said).toContain('138****5678')
  expect(said).not.toContain('13812345678')
})

test('what was started last is stopped first, also where one of them fails', async () => {
  const { code, said } = await runProgram(`
    stop.last('database', () => process.stdout.write('database\\n'))
    stop.last('pages', () => { throw new Error('stuck') })
    stop.last('media', () => process.stdout.write('media\\n'))
    process.kill(process.pid, 'SIGTERM')
    setInterval(() => undefined, 1000)`)
  expect(code).toBe(0)
  expect(said.match(/^(media|database)$/gm)).toEqual(['media', 'database'])
  expect(said).toContain('"step":"pages"')
})
