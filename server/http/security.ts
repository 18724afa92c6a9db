import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { randomBytes } from 'node:crypto'

type Locals = { locals: Record<string, unknown> }

/** The room needs WebAssembly (the sound encoder), workers and media from blobs (hls.js), and sockets to its own host. */
const contentPolicy = (https: boolean) => ({
  defaultSrc: ["'self'"],
  baseUri: ["'self'"],
  connectSrc: ["'self'", https ? 'wss:' : 'ws:', 'blob:'],
  fontSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  manifestSrc: ["'self'"],
  mediaSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  scriptSrc: [
    "'self'",
    "'wasm-unsafe-eval'",
    (_request: unknown, response: unknown) => `'nonce-${nonceOf(response as Locals)}'`,
  ],
  styleSrc: ["'self'", "'unsafe-inline'"],
  workerSrc: ["'self'", 'blob:'],
})

/** Security headers, with a content policy by nonce. */
export function securityHeaders({
  https,
  production,
}: {
  https: boolean
  production: boolean
}): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy(https) },
    // The picture is watched from other sites' players and behind a CDN; pages keep their own frame policy.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    strictTransportSecurity: https && production ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  })
  return (request, response, next) => {
    response.locals['cspNonce'] = randomBytes(16).toString('base64')
    response.setHeader(
      'Permissions-Policy',
      'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
    )
    headers(request, response, next)
  }
}

export function nonceOf(response: Locals): string {
  return String(response.locals['cspNonce'])
}
