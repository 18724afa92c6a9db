import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { PrismaClient } from '#app/generated/prisma/client.ts'
import { findSingleton, forgetSingletons } from '#app/kernel/singleton.ts'
import { afterEach, beforeEach, expect, inject, vi } from 'vitest'

await forgetOthers()

const worker = `test_${process.env['VITEST_POOL_ID'] ?? '0'}`
const database = `${worker}_${randomUUID().slice(0, 8)}`
const dataDir = path.join(inject('temporaryFolder'), database)

await mkdir(dataDir, { recursive: true })
Object.assign(process.env, {
  NODE_ENV: 'test',
  DATABASE_URL: await copyTemplate(),
  DATA_DIR: dataDir,
  SESSION_SECRET: 'session-secret-of-the-tests-0123456789abcdef0123456789abcdef',
  DATA_KEY: 'data-key-of-the-tests-0123456789abcdef0123456789abcdef01234567',
})
delete process.env['DEMO']

beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  if (vi.isMockFunction(console.error))
    expect(console.error, 'an unexpected console.error').not.toHaveBeenCalled()
})

/** A database of this file's own. Those of files that this worker ran earlier are dropped: nobody uses them now. */
async function copyTemplate(): Promise<string> {
  const url = new URL(inject('clusterUrl'))
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    const old = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE starts_with(datname, $1)`,
      [`${worker}_`],
    )
    for (const { datname } of old.rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`)
    await client.query(`CREATE DATABASE "${database}" TEMPLATE "${inject('templateDatabase')}"`)
  } finally {
    await client.end()
  }
  url.pathname = `/${database}`
  return url.href
}

/**
 * Nothing that an earlier file of this worker made or set is found by this one: singletons are made anew, in a database
 * of its own, and the environment is what it was before the first.
 */
async function forgetOthers(): Promise<void> {
  await findSingleton<PrismaClient>('database')?.$disconnect()
  forgetSingletons()
  const before = ((globalThis as { __environment?: NodeJS.ProcessEnv }).__environment ??= { ...process.env })
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  Object.assign(process.env, before)
}
