import type { ServerBuild } from '@remix-run/node'
import type { Server } from 'node:http'
import type { ViteDevServer } from 'vite'
import type { Jobs } from '#app/kernel/outbox.server.ts'
import type { MediaHooks } from './media/hooks.ts'
import type { DemoRecording } from './sandbox/demo-recording.ts'
import type { SocketAnswers } from './sockets/sockets.ts'
import type { Ticks } from './sockets/ticking.ts'

/** What the application's entry.server hands to the running process, beside Remix's own exports. */
export interface Attached {
  mediaHooks: MediaHooks
  jobs: Jobs
  /** Which of them run by the clock, as cron says it. */
  crontab: Record<string, string>
  /** Marks broadcasts that a crash left on air as interrupted, so that they can be resumed or closed. */
  recoverBroadcasts(): Promise<void>
  seedDemo(record: (take: DemoRecording) => Promise<{ durationSeconds: number }>): Promise<void>
  /** The path of a fresh set-up link while nobody administers the system. */
  makeSetupLink(): Promise<string | null>
  issueDemoTicket(): Promise<string>
  roomSocket: SocketAnswers
  roomTicks: Ticks
}

type Build = ServerBuild & { entry: { module: ServerBuild['entry']['module'] & Attached } }

export interface RemixBuild {
  /** The newest build: read it per event, never keep it. */
  load(): Promise<Build>
  vite: ViteDevServer | undefined
}

/** Development compiles on demand through Vite with hot reload; production reads what `npm run build` made. */
export async function openRemixBuild({
  production,
  http,
}: {
  production: boolean
  http: Server
}): Promise<RemixBuild> {
  if (production) {
    const build = (await import(new URL('./server/index.js', import.meta.url).href)) as Build
    return { load: () => Promise.resolve(build), vite: undefined }
  }
  const { createServer } = await import('vite')
  const vite = await createServer({
    server: { middlewareMode: true, hmr: { server: http } },
    appType: 'custom',
  })
  return { load: async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as Build, vite }
}
