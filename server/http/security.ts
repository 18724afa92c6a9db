import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isHost } from './request-rules.ts'

type Locals = { locals: Record<string, unknown> }

/** The room needs WebAssembly (the sound encoder), workers and media from blobs (hls.js), and sockets to its own host. */
const contentPolicy = (publicUrl: URL) => ({
  defaultSrc: ["'self'"],
  baseUri: ["'self'"],
  // Safari before 15.4 does not count web sockets as 'self'.
  connectSrc: ["'self'", (request: IncomingMessage) => ownSockets(request, publicUrl), 'blob:'],
  fontSrc: ["'self'"],
  // A browser holds the redirect that follows a form against this too: the order's form leads on to where it is paid.
  formAction: ["'self'", 'https://checkout.stripe.com'],
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

/** Security headers, with a content policy by nonce. `publicUrl` is where people reach us. */
export function securityHeaders({
  publicUrl,
  production,
}: {
  publicUrl: string
  production: boolean
}): RequestHandler {
  const https = publicUrl.startsWith('https:')
  const headers = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy(new URL(publicUrl)) },
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

/** Our own host as she wrote it, and as the world knows it: a proxy may ask us by another name. */
function ownSockets({ headers }: IncomingMessage, publicUrl: URL): string {
  const scheme = publicUrl.protocol === 'https:' ? 'wss:' : 'ws:'
  const asked = isHost(headers.host) ? headers.host : publicUrl.host
  return [...new Set([asked, publicUrl.host])].map((host) => `${scheme}//${host}`).join(' ')
}
