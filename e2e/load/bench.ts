/** `npm run bench -- NAME [--json] [--rounds N]`: one benchmark against its peer. With `--json` the last line is for machines. */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { buildIfStale } from '#server/commands/build.mjs'
import { benchChat } from './chat.ts'
import { benchClaims } from './claims.ts'
import { benchLive } from './live.ts'
import { benchOrders } from './orders.ts'
import { benchPages } from './pages.ts'
import type { Figures } from './rounds.ts'
import { benchUnion } from './union.ts'

const built: Record<string, (rounds: number) => Promise<Figures>> = {
  live: benchLive,
  chat: benchChat,
  claims: benchClaims,
  orders: benchOrders,
  pages: benchPages,
  union: benchUnion,
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '5' } },
  })
  const [name = ''] = positionals
  const run = built[name]
  if (run === undefined) return refuse()
  await buildIfStale()
  const figures = await run(Number(values.rounds))
  for (const [figure, value] of Object.entries(figures)) console.log(`${figure.padEnd(36)} ${value}`)
  if (values.json) console.log(JSON.stringify({ bench: name, figures }))
}

function refuse(): void {
  const known = Object.keys(built).join(', ')
  console.error(`npm run bench -- NAME [--json]   NAME: ${known}`)
  process.exitCode = 1
}

await main()
