import express from 'express'
import type { IncomingMessage } from 'node:http'

/**
 * Where a request comes from, by Express's own reading of `TRUST_PROXY`: the address that the trusted proxies name,
 * else the socket's. For requests that never reach the pages, such as upgrades.
 */
export function clientAddress(
  trustProxy: false | number | string,
): (request: IncomingMessage) => string | undefined {
  const app = express()
  app.set('trust proxy', trustProxy)
  return (request) => Reflect.get(app.request, 'ip', Object.create(request, { app: { value: app } }))
}
