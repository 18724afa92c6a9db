import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { randomBytes } from 'node:crypto'

/**
 * Security headers with a content policy by nonce. The room needs WebAssembly (the sound encoder), workers and
 * media from blobs (hls.js), and web sockets to its own host.
 */
export function securityHeaders({
  https,
  production,
}: {
  https: boolean
  production: boolean
}): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
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
          (_request, response) =>
            `'nonce-${nonceOf(response as unknown as { locals: Record<string, unknown> })}'`,
        ],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'", 'blob:'],
      },
    },
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

export function nonceOf(response: { locals: Record<string, unknown> }): string {
  return String(response.locals['cspNonce'])
}
