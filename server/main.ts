import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { database } from '#app/kernel/database.server.ts'
import { ensureSecrets, env, environmentNotes, readEnv, type Env } from '#app/kernel/env.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { registry } from '#app/kernel/metrics.server.ts'
import { startJobs } from '#app/kernel/outbox.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import { startEmbedded } from './database/embedded.ts'
import { lockFolder } from './database/lock.ts'
import { deployMigrations } from './database/migrate.ts'
import { createWebApp } from './http/app.ts'
import { clientAddress } from './http/client-address.ts'
import { closeServer, createWebServer, listen } from './http/listen.ts'
import { routeUpgrades } from './http/upgrade.ts'
import { countSockets } from './socket-metrics.ts'
import { createSockets, type SocketAnswers, type Sockets } from './sockets/sockets.ts'
import { keepTicking } from './sockets/ticking.ts'
import { createMediaEngine, type MediaEngine } from './media/engine.ts'
import type { MediaHooks } from './media/hooks.ts'
import { countMedia } from './media-metrics.ts'
import { openRemixBuild, type Attached, type RemixBuild } from './remix-build.ts'
import { startDemoPublisher } from './sandbox/demo-publisher.ts'
import { recordDemoClip } from './sandbox/demo-recording.ts'
import { startStripeSandbox, type StripeSandbox } from './sandbox/stripe-sandbox.ts'
import { ending, refuseToStart } from './stop.ts'

const stop = ending(log)

try {
  await run()
} catch (error) {
  await stop.now()
  refuseToStart(error, log)
}

/** The whole program, top to bottom: config → database and pages → migrate → media → sockets → jobs → listen. */
async function run(): Promise<void> {
  const settings = await openFolder()
  const sandbox = await openSandbox(settings)
  const http = createWebServer(settings.tls, (request, response) => {
    if (!media.handleRequest(request, response)) app(request, response)
  })
  // The pages are read while PostgreSQL replays what a crash left. Pages that cannot be read are heard of below, once
  // the database is among what has to be stopped.
  const opening = openRemixBuild({ production: settings.production, http })
  opening.catch(() => undefined)
  const url = await openDatabase(settings)
  await deployMigrations(url)
  stop.last('database client', () => database().$disconnect())

  const build = await opening
  const attached = async () => (await build.load()).entry.module
  const media = openMedia(settings, async () => (await attached()).mediaHooks)
  const app = openPages(settings, { build, media, sandbox })
  const sockets = openSockets(settings, async () => (await attached()).roomSocket)
  routeUpgrades(http, {
    takers: [media.handleUpgrade, sockets.handleUpgrade],
    vite: build.vite !== undefined,
  })

  const jobs = await startJobs({
    databaseUrl: url,
    alone: settings.databaseUrl === undefined,
    crontab: (await attached()).crontab,
    jobs: async () => (await attached()).jobs,
    log: log.child({ part: 'jobs' }),
  })
  stop.last('jobs', () => jobs.stop())
  await (await attached()).recoverBroadcasts()
  if (settings.demo) await seedDemo(settings, attached)

  const port = await listen(http, settings)
  stop.last('pages', () => closeServer(http, 3000))
  sandbox?.deliverTo(`${settings.tls ? 'https' : 'http'}://127.0.0.1:${port}/stripe/webhook`)
  stop.last('media', () => media.stop())
  stop.last('sockets', () => sockets.stop())
  stop.last('rooms', keepTicking(attached))
  await openRtmp(settings, media)
  if (settings.demo) startDemo(settings, port, async () => (await attached()).issueDemoTicket())
  announce(settings, port, settings.demo ? null : await (await attached()).makeSetupLink())
}

/** Makes the data folder, locks it so that no second process writes there, and reads the settings. */
async function openFolder(): Promise<Env> {
  const dataDir = path.resolve(process.env.DATA_DIR?.trim() || 'data')
  await mkdir(dataDir, { recursive: true })
  stop.last('folder', await lockFolder(dataDir))
  Object.assign(process.env, ensureSecrets(dataDir, process.env), { DATA_DIR: dataDir })
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

function openMedia(settings: Env, hooks: () => Promise<MediaHooks>): MediaEngine {
  const media = createMediaEngine({
    dataDir: settings.dataDir,
    hooks,
    rtmpHost: settings.host,
    rtmpPort: settings.rtmpPort,
    allowedOrigins: [new URL(settings.publicUrl).origin],
    addressOf: clientAddress(settings.trustProxy),
    log: log.child({ part: 'media' }),
  })
  countMedia(registry(), media)
  return singleton('media-engine', () => media)
}

function openSockets(settings: Env, answers: () => Promise<SocketAnswers>): Sockets {
  const sockets = createSockets({
    answers,
    allowedOrigins: [new URL(settings.publicUrl).origin],
    addressOf: clientAddress(settings.trustProxy),
    log: log.child({ part: 'sockets' }),
  })
  countSockets(registry(), sockets)
  return singleton('socket-hub', () => sockets)
}

/**
 * The demo takes its money by a stand-in for Stripe, unless it is given a key. The application finds it in its environment,
 * which is read only after this.
 */
async function openSandbox({ demo, ...settings }: Env): Promise<StripeSandbox | undefined> {
  if (!demo || settings.stripeSecretKey !== undefined) return undefined
  const { dataDir, publicUrl } = settings
  const sandbox = await startStripeSandbox({ dataDir, publicUrl, log: log.child({ part: 'sandbox' }) })
  stop.last('sandbox', () => sandbox.stop())
  Object.assign(process.env, sandbox.environment)
  return sandbox
}

function openPages(
  settings: Env,
  { build, media, sandbox }: { build: RemixBuild; media: MediaEngine; sandbox: StripeSandbox | undefined },
) {
  return createWebApp({
    build,
    production: settings.production,
    publicUrl: settings.publicUrl,
    trustProxy: settings.trustProxy,
    log: log.child({ part: 'http' }),
    readiness: {
      database: () => database().$queryRaw`SELECT 1`,
      media: () => media.ready(),
      dataDir: settings.dataDir,
    },
    registry: registry(),
    metricsToken: settings.metricsToken,
    sandbox,
  })
}

/** A taken RTMP port costs OBS its way in, and nothing else: phones go on publishing. */
async function openRtmp(settings: Env, media: MediaEngine): Promise<void> {
  const opened = await media.startRtmp()
  if (opened.ok) log.info({ port: opened.value.port }, 'RTMP is listening')
  else
    process.stderr.write(
      `RTMP 端口 ${settings.rtmpPort} 已被占用，OBS 暂时不能推流；换一个：RTMP_PORT=${settings.rtmpPort + 1} · RTMP port ${settings.rtmpPort} is taken: OBS cannot publish; choose another by RTMP_PORT\n`,
    )
}

async function seedDemo({ dataDir }: Env, attached: () => Promise<Attached>): Promise<void> {
  const media = log.child({ part: 'media' })
  await (await attached()).seedDemo((take) => recordDemoClip(take, { dataDir, log: media }))
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

/** `setup` is the path of the link that makes somebody the first administrator: printed here and kept nowhere. */
function announce(settings: Env, port: number, setup: string | null): void {
  // Asked for port 0, the system has chosen: the address is known only now.
  const address = settings.port === 0 ? `http://localhost:${port}` : settings.publicUrl
  for (const note of environmentNotes(settings)) log.warn(note)
  process.stdout.write(`红岛渔家女 已就绪 · ready: ${address}\n`)
  if (setup !== null)
    process.stdout.write(
      `还没有管理员，谁先打开这个链接谁就是（只能用一次，别给别人看） · No administrator yet: whoever opens this link first is the one (once; keep it to yourself): ${address}${setup}\n`,
    )
}
