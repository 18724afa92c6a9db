/**
 * `npm run payments -- [COUNT] [--seed N] [--json]`: generated histories of orders and webhooks (repeated, late, out of
 * order, lost, forged; racing the browser's return, the buyer who calls off, the time that runs out, refunds that cross),
 * lived through by the real operations, on a real database and over the wire to the stand-in for Stripe. After each one,
 * our books, the shelf, the coupons and Stripe's books have to agree. A failure names the seed that shows it again.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { database } from '#app/kernel/database.server.ts'
import { deployMigrations } from '#server/database/migrate.ts'
import { startTemporary } from '#server/database/temporary.ts'
import { runHistories } from './payments-run.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, seed: { type: 'string', default: '20221124' } },
})

const cluster = await startTemporary()
try {
  await prepare(cluster.url)
  const run = await runHistories({
    count: Number(positionals[0] ?? '10000'),
    seed: Number(values.seed),
    onProgress: (lived) => {
      if (lived % 500 === 0) console.error(`${lived} histories`)
    },
  })
  await database().$disconnect()
  console.log(`histories                ${run.histories}`)
  console.log(`seconds                  ${Math.round(run.seconds)}`)
  console.log(`problems                 ${run.problems.length}`)
  for (const problem of run.problems) console.log(`✗ ${problem}`)
  if (values.json) console.log(JSON.stringify({ payments: run }))
  if (run.problems.length > 0) process.exitCode = 1
} finally {
  await cluster.stop()
}
process.exit()

/** A database of its own, as the server makes it. */
async function prepare(clusterUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl })
  await client.connect()
  await client.query('CREATE DATABASE payments')
  await client.end()
  const url = new URL(clusterUrl)
  url.pathname = '/payments'
  Object.assign(process.env, {
    ...{ NODE_ENV: 'test', DATABASE_URL: url.href, DATA_DIR: cluster.dataDir },
    ...{ SESSION_SECRET: 's'.repeat(40), DATA_KEY: 'd'.repeat(40) },
  })
  await deployMigrations(url.href)
  await runMigrations({ connectionString: url.href, noPreparedStatements: true })
}
