/**
 * The statements of one order, through `pg` alone: `orders-peer.ts` records what `placeOrder` asks of the database once,
 * then sends the same statements again and again with ids of their own. Told a `PeerWish` it answers how many it placed.
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
import { orderAddress } from './buyer.ts'
import type { Stall } from './stall.ts'

interface Statement {
  text: string
  values: unknown[]
}

/** `named`: as prepared statements that each connection keeps, as the application sends them. */
export interface PeerWish {
  together: number
  seconds: number
  named: boolean
}

export interface PeerPlaced {
  placed: number
  perSecond: number
}

export type PeerRows = Record<'orders' | 'lines' | 'movements' | 'boxes' | 'news' | 'deeds', number>

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
      const wish = await told<PeerWish | 'settle' | 'count'>()
      if (wish === 'settle') await settle(pool)
      if (wish === 'settle' || wish === 'count') process.send?.(await countRows(pool, stall))
      else process.send?.(await placeMany(pool, { statements, fresh, stall, ...wish }))
    }
  })
}

/** What is unpaid is paid: everybody may order anew, and each side finds as few dead rows as the other. */
async function settle(pool: pg.Pool): Promise<void> {
  await pool.query(`UPDATE shop_order SET status = 'paid' WHERE status = 'awaiting_payment'`)
  await pool.query('VACUUM (ANALYZE) shop_order, address, person, variant')
}

/** How many rows of each kind the orders of this stall have left; each order leaves one of each. */
async function countRows(pool: pg.Pool, { shop, variant }: Stall): Promise<PeerRows> {
  const { rows } = await pool.query<PeerRows>(
    `SELECT (SELECT count(*)::int FROM shop_order WHERE shop_id = $1) AS orders,
       (SELECT count(*)::int FROM order_line WHERE variant_id = $2) AS lines,
       (SELECT count(*)::int FROM stock_movement WHERE variant_id = $2 AND kind = 'reserved') AS movements,
       (SELECT (sum(quantity) FILTER (WHERE kind = 'received'))::int FROM stock_movement WHERE variant_id = $2)
         - (SELECT stock FROM variant WHERE id = $2) AS boxes,
       (SELECT count(*)::int FROM notification WHERE kind = 'orders:news.placed') AS news,
       (SELECT count(*)::int FROM audit_event WHERE action = 'order.place') AS deeds`,
    [shop, variant],
  )
  const [counted] = rows
  if (counted === undefined) throw new Error('no rows were counted')
  return counted
}

function told<Message>(): Promise<Message> {
  return new Promise((resolve) => process.once('message', (message) => resolve(message as Message)))
}

/** What is another for every order: its id, number and key, the buyer, and her address. */
type Unique = Record<'id' | 'number' | 'key' | 'buyer' | 'address', string>

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
  const { id, number } = placed.value
  return { statements, fresh: { id, number, key, buyer: buyer.id, address: buyer.address } }
}

function orderOf({ variant, priceFen }: Stall, buyerId: string) {
  return {
    ...{ buyerId, variantId: variant, quantity: 1, claimId: null, shownTotalFen: priceFen },
    ...{ broadcastId: null, wish: '', ...orderAddress },
  }
}

interface Placing extends PeerWish {
  statements: Statement[]
  fresh: Unique
  stall: Stall
}

async function placeMany(pool: pg.Pool, order: Placing): Promise<PeerPlaced> {
  const { together, seconds, stall } = order
  const began = performance.now()
  const until = began + seconds * 1000
  let placed = 0
  const buying = Array.from({ length: together }, async (_, place) => {
    for (let turn = place; performance.now() < until; turn += together) {
      const buyer = stall.buyers[turn % stall.buyers.length]
      if (buyer === undefined) throw new Error('a stall without buyers')
      await placeOne(pool, order, buyer)
      placed += 1
    }
  })
  await Promise.all(buying)
  return { placed, perSecond: placed / ((performance.now() - began) / 1000) }
}

async function placeOne(
  pool: pg.Pool,
  { statements, fresh, named }: Placing,
  buyer: Stall['buyers'][number],
): Promise<void> {
  const another: Unique = {
    ...{ id: randomUUID(), number: String(randomInt(1e13, 1e14)), key: randomUUID() },
    ...{ buyer: buyer.id, address: buyer.address },
  }
  const names = Object.keys(fresh) as (keyof Unique)[]
  const renew = (value: unknown) =>
    typeof value === 'string'
      ? names.reduce((text, name) => text.replaceAll(fresh[name], another[name]), value)
      : value
  const client = await pool.connect()
  try {
    for (const [place, { text, values }] of statements.entries()) {
      const name = named && values.length > 0 ? `order-${place}` : undefined
      await client.query({ name, text, values: values.map(renew) })
    }
  } finally {
    client.release()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
