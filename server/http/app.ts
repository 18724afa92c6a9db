import { createRequestHandler } from '@remix-run/express'
import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'
import path from 'node:path'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'
import type { Registry } from 'prom-client'
import sirv from 'sirv'
import type { RemixBuild } from '../remix-build.ts'
import { healthz, metricsPage, readyz, type Readiness } from './health.ts'
import { requestRules } from './request-rules.ts'
import { nonceOf, securityHeaders } from './security.ts'
import { sharedPages } from './shared-pages.ts'

export interface WebAppOptions {
  build: RemixBuild
  production: boolean
  publicUrl: string
  trustProxy: false | number | string
  log: Logger
  readiness: Readiness
  registry: Registry
  metricsToken: string | undefined
  /** The demo's stand-in for Stripe's payment pages. */
  sandbox?: { pages: RequestHandler }
}

/** Everything that answers by http except media, which is answered before Express is asked. */
export function createWebApp(options: WebAppOptions): Express {
  const { build, production } = options
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', options.trustProxy)
  app.get('/healthz', healthz)
  app.get('/readyz', awaited(readyz(options.readiness)))
  app.get('/metrics', awaited(metricsPage({ registry: options.registry, token: options.metricsToken })))
  app.use(securityHeaders({ publicUrl: options.publicUrl, production }))
  app.use(compression())
  if (build.vite) app.use(build.vite.middlewares)
  else serveAssets(app)
  app.use(
    pinoHttp({ logger: options.log, quietReqLogger: true, customLogLevel: levelOf, serializers: plainLines }),
  )
  app.use(requestRules)
  if (options.sandbox) app.use('/sandbox/pay', options.sandbox.pages)
  app.get(sameForStrangers, sharedPages(options.registry))
  app.all('*', awaited(remixHandler(build, production)))
  return app
}

/** Pages that show a stranger nothing of herself. Without a dot: what ends in `.data` is asked for to be fresh. */
const sameForStrangers = ['/', '/live/:room([^.]+)', '/product/:product([^.]+)', '/shop/:shop([^.]+)']

/** Names under /assets carry a hash of their content: they never change. The rest is asked for again each hour. */
function serveAssets(app: Express): void {
  const client = path.resolve(import.meta.dirname, 'client')
  app.use(
    '/assets',
    sirv(path.join(client, 'assets'), { immutable: true, maxAge: 31_536_000, brotli: true, gzip: true }),
  )
  app.use(sirv(client, { maxAge: 3600, etag: true, brotli: true, gzip: true }))
}

function remixHandler(build: RemixBuild, production: boolean) {
  return createRequestHandler({
    build: () => build.load(),
    mode: production ? 'production' : 'development',
    getLoadContext: (request, response) => ({
      cspNonce: nonceOf(response),
      clientAddress: request.ip ?? 'unknown',
    }),
  })
}

/** Express 4 waits for no promise: what one of these throws is handed on. */
function awaited(answer: (...call: Parameters<RequestHandler>) => Promise<unknown>): RequestHandler {
  return (request, response, next) => {
    answer(request, response, next).catch(next)
  }
}

function levelOf(_request: unknown, response: { statusCode: number }, error: Error | undefined) {
  if (error !== undefined || response.statusCode >= 500) return 'error'
  return response.statusCode >= 400 ? 'warn' : 'debug'
}

const plainLines = {
  req: (request: { method: string; url: string }) => ({ method: request.method, url: request.url }),
  res: (response: { statusCode: number }) => ({ status: response.statusCode }),
}
