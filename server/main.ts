import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { database } from '#app/kernel/database.server.ts'
import { env, ensureSecrets, readEnv, type Env } from '#app/kernel/env.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { registry } from '#app/kernel/metrics.server.ts'
import { startJobs } from '#app/kernel/outbox.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import { startEmbedded } from './database/embedded.ts'
import { lockFolder } from './database/lock.ts'
import { deployMigrations } from './database/migrate.ts'
import { createWebApp } from './http/app.ts'
import { closeServer, createWebServer, listen } from './http/listen.ts'
import { createMediaEngine } from './media/engine.ts'
import { countMedia } from './media-metrics.ts'
import { openRemixBuild } from './remix-build.ts'
import { startDemoPublisher } from './sandbox/demo-publisher.ts'
import { ending, refuseToStart } from './stop.ts'

const stop = ending(log)

try {
  await run()
} catch (error) {
  await stop.now()
  refuseToStart(error, log)
}

/** The whole program, top to bottom: config → database → migrate → app → media → jobs → listen. */
async function run(): Promise<void> {
  const settings = await openFolder()
  const url = await openDatabase(settings)
  await deployMigrations(url)
  stop.last('database client', () => database().$disconnect())

  const http = createWebServer(settings.tls, (request, response) => {
    if (!media.handleRequest(request, response)) app(request, response)
  })
  const build = await openRemixBuild({ production: settings.production, http })
  const attached = async () => (await build.load()).entry.module
  const media = createMediaEngine({
    dataDir: settings.dataDir,
    hooks: async () => (await attached()).mediaHooks,
    rtmpHost: settings.host,
    rtmpPort: settings.rtmpPort,
    allowedOrigins: settings.publicUrl === undefined ? [] : [new URL(settings.publicUrl).origin],
    log: log.child({ part: 'media' }),
  })
  singleton('media-engine', () => media)
  countMedia(registry(), media)
  const app = createWebApp({
    build,
    production: settings.production,
    https: settings.tls !== undefined || settings.publicUrl?.startsWith('https:') === true,
    trustProxy: settings.trustProxy,
    log: log.child({ part: 'http' }),
    readiness: {
      database: () => database().$queryRaw`SELECT 1`,
      media: () => media.ready(),
      dataDir: settings.dataDir,
    },
    registry: registry(),
    metricsToken: settings.metricsToken,
  })
  http.on('upgrade', (request, socket, head) => {
    if (media.handleUpgrade(request, socket, head)) return
    if (request.headers['sec-websocket-protocol'] !== 'vite-hmr') socket.destroy()
  })

  const jobs = await startJobs({
    databaseUrl: url,
    jobs: async () => (await attached()).jobs,
    log: log.child({ part: 'jobs' }),
  })
  stop.last('jobs', () => jobs.stop())
  await (await attached()).recoverBroadcasts()
  if (settings.demo) await (await attached()).seedDemo()

  const port = await listen(http, settings)
  stop.last('pages', () => closeServer(http, 3000))
  stop.last('media', () => media.stop())
  const rtmp = await media.startRtmp()
  if (!rtmp.ok)
    log.error(
      { port: settings.rtmpPort },
      'RTMP port is taken: OBS cannot publish until it is free and the server restarted',
    )
  if (settings.demo) startDemo(settings, port, async () => (await attached()).issueDemoTicket())
  announce(settings, port)
}

/** Reads the settings, makes the data folder and locks it, so that no second process writes there. */
async function openFolder(): Promise<Env> {
  const first = readEnv({ SESSION_SECRET: 'x'.repeat(64), DATA_KEY: 'x'.repeat(64), ...process.env })
  const dataDir = path.resolve(first.dataDir)
  await mkdir(dataDir, { recursive: true })
  const release = await lockFolder(dataDir)
  stop.last('folder', release)
  Object.assign(process.env, await ensureSecrets(dataDir, process.env), { DATA_DIR: dataDir })
  return readEnv(process.env)
}

/** `DATABASE_URL`, or our own PostgreSQL under the data folder. The application reads the address from the environment. */
async function openDatabase(settings: Env): Promise<string> {
  if (settings.databaseUrl === undefined) {
    const embedded = await startEmbedded({ dataDir: settings.dataDir, log })
    stop.last('database', () => embedded.stop())
    process.env['DATABASE_URL'] = embedded.url
  }
  const url = env().databaseUrl
  if (url === undefined) throw new Error('the database has no address')
  return url
}

function startDemo(settings: Env, port: number, issueTicket: () => Promise<string>): void {
  const protocol = settings.tls === undefined ? 'ws' : 'wss'
  const publisher = startDemoPublisher({
    ingestUrl: `${protocol}://127.0.0.1:${port}/ingest`,
    issueTicket,
    log: log.child({ part: 'demo' }),
  })
  stop.last('demo', () => publisher.stop())
}

function announce(settings: Env, port: number): void {
  const address = settings.publicUrl ?? `${settings.tls === undefined ? 'http' : 'https'}://localhost:${port}`
  process.stdout.write(`红岛渔家女 已就绪 · ready: ${address}\n`)
}
