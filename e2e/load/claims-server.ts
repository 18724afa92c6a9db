/**
 * A process of its own for one benchmark: the product's socket server with the room's own handlers, on a database that is
 * made for it. Told by messages how a batch of claims is committed, it answers with a fresh coupon.
 */
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { beginSession, createPerson } from '#app/features/identity/index.server.ts'
import { createRoom, roomSocket } from '#app/features/live/index.server.ts'
import { claimQueue } from '#app/features/shop/coupons/claim-queue.server.ts'
import { dropCoupon } from '#app/features/shop/coupons/coupons.server.ts'
import { grantClaims, type NewClaim } from '#app/features/shop/coupons/grant-claims.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { ensureSecrets } from '#app/kernel/env.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import { startEmbedded } from '#server/database/embedded.ts'
import { deployMigrations } from '#server/database/migrate.ts'
import { lockFolder } from '#server/database/lock.ts'
import { listen } from '#server/http/listen.ts'
import { routeUpgrades } from '#server/http/upgrade.ts'
import { createSockets } from '#server/sockets/sockets.ts'
import { claimOne } from './claim-one.ts'

export interface ClaimsServerReady {
  port: number
  room: string
  cookies: string[]
}

/** How the claims of one moment are committed. */
const commits = {
  batched: grantClaims,
  /** As most shops do it: every claim its own statement, as many at a time as there are connections. */
  each: (claims: readonly NewClaim[]) => Promise.all(claims.map(claimOne)),
  /** What the handler costs by itself. */
  nothing: (claims: readonly NewClaim[]) =>
    Promise.resolve(
      claims.map(
        () => ({ kind: 'granted', claimId: randomUUID(), validUntil: Date.now(), left: 0 }) as const,
      ),
    ),
}
export type ClaimWay = keyof typeof commits

const actor = { kind: 'system', name: 'load' } as const
const room = 'harbour'

// As it is installed: a commit is on the disk before anyone is answered.
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'hongdao-claims-'))
await chmod(dataDir, 0o755)
const release = await lockFolder(dataDir)
const embedded = await startEmbedded({ dataDir })
Object.assign(process.env, ensureSecrets(dataDir, process.env), {
  DATABASE_URL: embedded.url,
  DATA_DIR: dataDir,
})
await deployMigrations(embedded.url)
const host = await makePerson('红岛大姐')
const opened = await createRoom(
  { slug: room, title: '红岛大姐的海鲜摊', place: '红岛', hostId: host },
  { actor },
)
if (!opened.ok) throw new Error(opened.reason)

process.on('message', (wish: { people: number } | { way: ClaimWay; total: number }) => {
  const done = 'people' in wish ? ready(wish.people) : prepare(wish)
  done.then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => {
  void stop().finally(() => process.exit(0))
})
process.send?.('started')

async function ready(people: number): Promise<ClaimsServerReady> {
  const cookies: string[] = []
  for (let count = 0; count < people; count++) {
    const [cookie = ''] = await beginSession(
      await makePerson(`买家${count}`),
      new Request('http://localhost/'),
    )
    cookies.push(cookie.split(';')[0] ?? '')
  }
  const http = createServer()
  const sockets = singleton('socket-hub', () =>
    createSockets({
      answers: async () => roomSocket,
      allowedOrigins: [],
      addressOf: (request) => request.socket.remoteAddress,
      log,
    }),
  )
  routeUpgrades(http, { takers: [sockets.handleUpgrade], vite: false })
  return { port: await listen(http, { port: 0, host: '127.0.0.1' }), room, cookies }
}

/** A new shop with one coupon for followers, so that nobody has claimed it and nobody follows yet. */
async function prepare({ way, total }: { way: ClaimWay; total: number }): Promise<{ coupon: string }> {
  claimQueue().commit = commits[way]
  const sellerId = await makePerson('林秀英')
  const shop = await database().shop.create({
    data: {
      ...{ slug: randomUUID(), name: '秀英的摊子', place: '红岛', sellerId },
      ...{ licenceKind: 'exempt', licenceWords: '自产自销' },
    },
  })
  const coupon = { amountFen: 1000, thresholdFen: 5900, total, minutes: 60, mustFollow: true }
  const dropped = await dropCoupon({ ...coupon, shopId: shop.id, by: sellerId, key: randomUUID() })
  if (!dropped.ok) throw new Error(dropped.reason)
  await database().$executeRaw`VACUUM (ANALYZE) claim, coupon, follow`
  return { coupon: dropped.value.id }
}

async function makePerson(name: string): Promise<string> {
  const made = await createPerson({ name }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

async function stop(): Promise<void> {
  await database().$disconnect()
  await embedded.stop()
  await release()
  await rm(embedded.folder, { recursive: true, force: true })
  await rm(dataDir, { recursive: true, force: true })
}
