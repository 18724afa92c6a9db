import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase, testDatabaseUrl } from './testing.ts'

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: testDatabaseUrl() })
  await client.connect()
  try {
    return (await client.query(sql)).rows as unknown[]
  } finally {
    await client.end()
  }
}

test('a test file finds a database of its own, with every table and the job queue', async () => {
  expect(await query(`SELECT current_database() LIKE 'test\\_%' AS own`)).toEqual([{ own: true }])
  expect(await query(`SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS there`)).toEqual([
    { there: true },
  ])
})

test('Chinese names sort by pinyin, and trigram search finds Chinese', async () => {
  await query('CREATE EXTENSION IF NOT EXISTS pg_trgm')
  const names = await query(
    `SELECT name FROM (VALUES ('张'), ('李'), ('王'), ('安')) AS people (name) ORDER BY name`,
  )
  expect(names).toEqual([{ name: '安' }, { name: '李' }, { name: '王' }, { name: '张' }])
  expect(await query(`SELECT similarity('红岛蛤蜊', '蛤蜊') > 0 AS found`)).toEqual([{ found: true }])
})

test('a fresh database has no rows and begins its numbers anew', async () => {
  await query(
    `CREATE TABLE basket (id serial PRIMARY KEY, name text); INSERT INTO basket (name) VALUES ('clams')`,
  )
  await freshDatabase()
  expect(await query(`INSERT INTO basket (name) VALUES ('oysters') RETURNING id`)).toEqual([{ id: 1 }])
})
