/** `npm run migrate -- create NAME [--empty] | check | deploy | status` */
import process from 'node:process'
import { MigrationError } from '../database/errors.ts'
import { createMigration, deployMigrations, diffToSchema, migrationStatus } from '../database/migrate.ts'
import { withSystem } from '../database/system.ts'
import { startTemporary } from '../database/temporary.ts'
import { runDatabaseCommand } from './database-command.ts'

await runDatabaseCommand(async ([task, name, option]) => {
  if (task === 'create' && name !== undefined)
    return onScratch((url) => create(name, url, option === '--empty'))
  if (task === 'check') return onScratch(check)
  if (task === 'deploy') return withSystem(deploy)
  if (task === 'status') return withSystem(status)
  throw new MigrationError('npm run migrate -- create NAME [--empty] | check | deploy | status')
})

async function create(name: string, scratch: string, empty: boolean): Promise<void> {
  const folder = await createMigration(name, { scratch, empty })
  say(
    folder === null ? 'The migrations already lead to the schema: nothing to create.' : `Written: ${folder}`,
  )
}

async function check(scratch: string): Promise<void> {
  const missing = await diffToSchema(scratch)
  if (missing === '') return say('The migrations lead to the schema.')
  throw new MigrationError(
    `${missing}\nThe migrations do not lead to the schema: run "npm run migrate -- create NAME".`,
  )
}

async function deploy({ url }: { url: string }): Promise<void> {
  const applied = await deployMigrations(url)
  say(applied.length === 0 ? 'Nothing to apply.' : `Applied: ${applied.join(', ')}`)
}

async function status({ url }: { url: string }): Promise<void> {
  const found = await migrationStatus(url)
  for (const [word, names] of Object.entries<string[]>({ ...found }))
    say(`${word}: ${names.join(', ') || '-'}`)
  if (found.pending.length + found.failed.length + found.unknown.length + found.edited.length > 0)
    process.exitCode = 1
}

async function onScratch(work: (url: string) => Promise<void>): Promise<void> {
  const scratch = await startTemporary()
  try {
    await work(scratch.url)
  } finally {
    await scratch.stop()
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
