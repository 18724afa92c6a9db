/** `npm run bench -- NAME [--json]`: one benchmark against its peer. With `--json` the last line is for machines. */
import process from 'node:process'
import { buildIfStale } from '#server/commands/build.mjs'
import { benchLive } from './live.ts'
import type { Figures } from './rounds.ts'

const built: Record<string, () => Promise<Figures>> = { live: benchLive }
const planned = ['chat', 'claims', 'orders', 'pages', 'union']

async function main(): Promise<void> {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
  const [name = ''] = names
  const run = built[name]
  if (run === undefined) return refuse(name)
  await buildIfStale()
  const figures = await run()
  for (const [figure, value] of Object.entries(figures)) console.log(`${figure.padEnd(36)} ${value}`)
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: name, figures }))
}

function refuse(name: string): void {
  const known = Object.keys(built).join(', ')
  if (planned.includes(name)) console.error(`${name}: 尚未提供 · not built yet (there is: ${known})`)
  else console.error(`npm run bench -- NAME [--json]   NAME: ${known}`)
  process.exitCode = 1
}

await main()
