import type { Request, RequestHandler, Response } from 'express'
import { timingSafeEqual } from 'node:crypto'
import type { Registry } from 'prom-client'
import { hasFreeSpace } from '../free-space.ts'

export interface Readiness {
  database: () => Promise<unknown>
  media: () => Promise<boolean> | boolean
  dataDir: string
}

/** Alive: the event loop answers. */
export const healthz: RequestHandler = (_request, response) => {
  response.type('text').send('ok')
}

/** Able to serve: database, disk and media, each named, so that an administrator sees which one is missing. */
export function readyz(parts: Readiness) {
  return async (_request: Request, response: Response): Promise<void> => {
    const [database, disk, media] = await Promise.all([
      settles(parts.database()),
      hasFreeSpace(parts.dataDir),
      parts.media(),
    ])
    const report = { database, disk, media }
    const ready = Object.values(report).every(Boolean)
    response.status(ready ? 200 : 503).json({ ready, ...report })
  }
}

async function settles(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false)
    }, 2000)
  })
  const answered = work.then(
    () => true,
    () => false,
  )
  return Promise.race([answered, tooLate]).finally(() => {
    clearTimeout(timer)
  })
}

/** Prometheus figures, for this machine itself or for whoever has the token. Anyone else sees nothing there. */
export function metricsPage({ registry, token }: { registry: Registry; token: string | undefined }) {
  return async (request: Request, response: Response): Promise<void> => {
    if (!isLocal(request) && !hasToken(request, token)) {
      response.status(404).end()
      return
    }
    response.type(registry.contentType).send(await registry.metrics())
  }
}

/** A proxy on this machine speaks for strangers: with a forwarding header the request is not local. */
function isLocal(request: Request): boolean {
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
    return false
  const address = request.socket.remoteAddress ?? ''
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function hasToken(request: Request, token: string | undefined): boolean {
  if (token === undefined) return false
  const given = Buffer.from((request.headers.authorization ?? '').replace(/^Bearer /, ''))
  const wanted = Buffer.from(token)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
