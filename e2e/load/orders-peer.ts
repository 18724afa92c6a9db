/**
 * The statements of one order, through `pg` alone: `orders-peer.ts` records what `placeOrder` asks of the database once,
 * then sends the same statements again and again with ids of their own. Told `{ together, seconds }` it answers how many a second.
 */
import { PrismaPg } from '@prisma/adapter-pg'
import { randomInt, randomUUID } from 'node:crypto'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { PrismaClient } from '#app/generated/prisma/client.ts'
import { placeOrder } from '#app/features/shop/index.server.ts'
import { ensureSecrets } from '#app/kernel/env.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import { withSystem } from '#server/database/system.ts'
import type { Stall } from './stall.ts'

interface Statement {
  text: string
  values: unknown[]
}

/** As many connections as the application's own pool has. */
const connections = 10

async function main(): Promise<void> {
  await withSystem(async ({ url, dataDir }) => {
    Object.assign(process.env, ensureSecrets(dataDir, process.env), { DATABASE_URL: url, DATA_DIR: dataDir })
    const stall = await told<Stall>()
    const { statements, fresh } = await record(url, stall)
    const pool = new pg.Pool({ connectionString: url, max: connections })
    process.send?.({ statements: statements.length })
    for (;;) {
      const wish = await told<{ together: number; seconds: number } | 'settle'>()
      if (wish === 'settle') {
        await pool.query(`UPDATE shop_order SET status = 'paid' WHERE status = 'awaiting_payment'`)
        process.send?.({ settled: true })
      } else process.send?.({ perSecond: await placeMany(pool, { statements, fresh, stall, ...wish }) })
    }
  })
}

function told<Message>(): Promise<Message> {
  return new Promise((resolve) => process.once('message', (message) => resolve(message as Message)))
}

/** What is another for every order: its id, number and key, and the buyer. */
type Unique = Record<'id' | 'number' | 'key' | 'buyer', string>

async function record(url: string, stall: Stall): Promise<{ statements: Statement[]; fresh: Unique }> {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  const statements: Statement[] = []
  let recording = false
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...call: unknown[]) => unknown
    client.query = ((...call: unknown[]) => {
      const [first, second] = call
      const asked =
        typeof first === 'string' ? { text: first } : (first as { text: string; values?: unknown[] })
      const values = Array.isArray(second)
        ? (second as unknown[])
        : 'values' in asked
          ? asked.values
          : undefined
      if (recording) statements.push({ text: asked.text, values: values ?? [] })
      return query(...call)
    }) as typeof client.query
  })
  const client = singleton('database', () => new PrismaClient({ adapter: new PrismaPg(pool) }))
  const [buyer] = stall.buyers
  if (buyer === undefined) throw new Error('a stall without buyers')
  const first = { ...orderOf(stall, buyer.id), key: randomUUID() }
  // The first one warms up what is read once.
  if (!(await placeOrder(first)).ok) throw new Error('no order could be placed')
  const key = randomUUID()
  recording = true
  const placed = await placeOrder({ ...first, key })
  recording = false
  if (!placed.ok) throw new Error(placed.reason)
  await client.$disconnect()
  return { statements, fresh: { id: placed.value.id, number: placed.value.number, key, buyer: buyer.id } }
}

function orderOf({ variant, priceFen }: Stall, buyerId: string) {
  return {
    ...{ buyerId, variantId: variant, quantity: 1, claimId: null, shownTotalFen: priceFen },
    ...{ broadcastId: null, wish: '', recipient: '城阳的老刘', phone: '13912345678' },
    ...{ division: '370214', detail: '正阳路 1 号' },
  }
}

interface Placing {
  statements: Statement[]
  fresh: Unique
  stall: Stall
  together: number
  seconds: number
}

async function placeMany(pool: pg.Pool, { together, seconds, ...order }: Placing): Promise<number> {
  const began = performance.now()
  const until = began + seconds * 1000
  let placed = 0
  const buying = Array.from({ length: together }, async (_, place) => {
    while (performance.now() < until) {
      await placeOne(pool, order, place)
      placed += 1
    }
  })
  await Promise.all(buying)
  return placed / ((performance.now() - began) / 1000)
}

async function placeOne(
  pool: pg.Pool,
  { statements, fresh, stall }: Pick<Placing, 'statements' | 'fresh' | 'stall'>,
  place: number,
): Promise<void> {
  const another: Unique = {
    id: randomUUID(),
    number: String(randomInt(1e11, 2.8e14)),
    key: randomUUID(),
    buyer: stall.buyers[place % stall.buyers.length]?.id ?? fresh.buyer,
  }
  const names = Object.keys(fresh) as (keyof Unique)[]
  const renew = (value: unknown) =>
    typeof value === 'string'
      ? names.reduce((text, name) => text.replaceAll(fresh[name], another[name]), value)
      : value
  const client = await pool.connect()
  try {
    for (const { text, values } of statements) await client.query(text, values.map(renew))
  } finally {
    client.release()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
