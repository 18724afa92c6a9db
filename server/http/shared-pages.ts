import type { Request, RequestHandler, Response } from 'express'
import { LRUCache } from 'lru-cache'
import { Counter, type Registry } from 'prom-client'
import { preferredLanguage } from '#app/kernel/i18n/languages.ts'
import { nonceOf } from './security.ts'

const mostBytes = 32 * 1024 * 1024

interface Page {
  html: string
  /** Stands in it wherever a script does, and is another in each answer. */
  nonce: string
  headers: Record<'content-type' | 'vary', string>
}

/** What came of a making: a page, or none to share, or nothing at all because whoever asked has left. */
type Made = Page | 'private' | 'left'

/**
 * One rendering for all strangers who ask for the same page within a second: a link that a host shows to a thousand
 * viewers costs the database one look. Only for pages that hold nothing of who asks: whoever has a cookie beside her
 * preferences is answered by herself, and so is every request for data, which must be fresh. `keptMs` is how old a page may
 * be, from the moment in which its making began.
 */
export function sharedPages(registry: Registry, keptMs = 1000): RequestHandler {
  const kept = new LRUCache<string, Page>({
    maxSize: mostBytes,
    sizeCalculation: ({ html }, key) => 2 * (html.length + key.length),
    ttl: keptMs,
  })
  const making = new Map<string, Promise<Made>>()
  const count = countAnswers(registry)
  const make = async (key: string, response: Response) => {
    const began = performance.now()
    const come = await listen(response)
    making.delete(key)
    const ttl = keptMs - (performance.now() - began)
    if (typeof come === 'object' && ttl > 0) kept.set(key, come, { ttl })
    return come
  }
  const answer: RequestHandler = (request, response, next) => {
    const key = keyOf(request)
    if (key === null) return next()
    const found = kept.get(key) ?? making.get(key)
    if (found === undefined) {
      making.set(key, make(key, response))
      count('made')
      return next()
    }
    void Promise.resolve(found).then((come) => {
      if (come === 'left') return answer(request, response, next)
      if (come === 'private') return next()
      count('kept')
      send(response, come)
    })
  }
  return answer
}

function countAnswers(registry: Registry): (page: 'made' | 'kept') => void {
  const answers = new Counter({
    name: 'shared_pages_total',
    help: 'Pages answered to strangers, by whether they were made for it or kept',
    labelNames: ['page'],
    registers: [registry],
  })
  return (page) => answers.inc({ page })
}

/** What a page depends on beside its address; null where it is not to be shared. */
function keyOf({ method, originalUrl, headers }: Request): string | null {
  const { cookie = '', host = '' } = headers
  if (method !== 'GET' || (cookie !== '' && !/^preferences=[^;]*$/.test(cookie))) return null
  return JSON.stringify([host, originalUrl, cookie, preferredLanguage(headers['accept-language'] ?? null)])
}

function send(response: Response, { html, nonce, headers }: Page): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.end(html.replaceAll(nonce, nonceOf(response)))
}

/** Hears what is written while it goes to whoever asked first. */
function listen(response: Response): Promise<Made> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const hear = (chunk: unknown) => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
    }
    const { write, end } = response
    response.write = function (this: Response, ...call: Parameters<typeof write>) {
      hear(call[0])
      return write.apply(this, call)
    } as typeof write
    response.end = function (this: Response, ...call: Parameters<typeof end>) {
      hear(call[0])
      resolve(pageOf(response, chunks))
      return end.apply(this, call)
    } as typeof end
    response.once('close', () => resolve('left'))
  })
}

function pageOf(response: Response, chunks: Buffer[]): Made {
  const type = String(response.getHeader('content-type') ?? '')
  if (response.statusCode !== 200 || !type.startsWith('text/html') || response.hasHeader('set-cookie'))
    return 'private'
  return {
    html: Buffer.concat(chunks).toString(),
    nonce: nonceOf(response),
    headers: { 'content-type': type, vary: String(response.getHeader('vary') ?? '') },
  }
}
