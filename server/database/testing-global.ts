import path from 'node:path'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { generateDatabaseClient } from '../commands/prepare.mjs'
import { applySchema, deployMigrations } from './migrate.ts'
import { projectSchema, readMigrations } from './schema-files.ts'
import { startTemporary } from './temporary.ts'

const templateDatabase = 'template_hongdao'

/** Vitest's global set-up: one cluster for the run, and in it a ready-made database that test files copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  warnOf('the database client', () => generateDatabaseClient())
  const cluster = await startTemporary()
  const template = await makeTemplate(cluster.url)
  await migrateTemplate(template)
  await runMigrations({ connectionString: template, noPreparedStatements: true })
  project.provide('clusterUrl', cluster.url)
  project.provide('templateDatabase', templateDatabase)
  project.provide('temporaryFolder', path.join(cluster.dataDir, 'tests'))
  return () => cluster.stop()
}

async function makeTemplate(clusterUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: clusterUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${templateDatabase}`)
  await client.end()
  const url = new URL(clusterUrl)
  url.pathname = `/${templateDatabase}`
  return url.href
}

/**
 * The migrations; while there are none, the schema as it stands. A schema that is wrong at this moment fails only
 * the tests that need its tables: the others still tell something.
 */
async function migrateTemplate(url: string): Promise<void> {
  const folder = projectSchema()
  if ((await readMigrations(folder)).length > 0) await deployMigrations(url)
  else await applySchema(url, folder).catch((error: unknown) => warn('the tables', error))
}

function warnOf(what: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    warn(what, error)
  }
}

function warn(what: string, error: unknown): void {
  process.stderr.write(
    `tests run without ${what}: ${error instanceof Error ? error.message : String(error)}\n`,
  )
}
