import type { Request, RequestHandler, Response } from 'express'

/** Far more than any form of ours sends, in bytes. */
const mostFormBytes = 256 * 1024
/** Twice the photo that is taken (8 MB): one a little too large is refused by its own form, in its own words. */
const mostPhotoBytes = 16 * 1024 * 1024
/** Twice the roll that is taken (30 MiB), for the same reason. */
const mostRollBytes = 60 * 1024 * 1024
/** Four times the pieces in which a film travels (4 MiB). */
const mostPieceBytes = 16 * 1024 * 1024
const piecePath = /^\/teach\/films\/upload\/[\da-f-]{36}$/
/** Twice the captions that are taken (1 MiB). */
const mostCaptionsBytes = 2 * 1024 * 1024
/**
 * A lesson's text or quiz is some 100 000 characters at most (`mostBodyCharacters`; thirty questions), each up to nine bytes as
 * a plain form sends them: room for that, and for saying in its own words that one a little longer is too long.
 */
const mostLessonBytes = 1024 * 1024
/** Where files and long texts are sent, by a plain form or by the page's script. */
const longPaths = [
  { path: /^\/(me\/picture|sell\/products\/[\da-f-]{36})(\.data)?$/, most: mostPhotoBytes },
  { path: /^\/teach\/courses\/[a-z\d-]+\/[\da-f-]{36}(\/save)?$/, most: mostLessonBytes },
  { path: /^\/teach\/pictures$/, most: mostPhotoBytes },
  { path: /^\/teach\/films\/[\da-f-]{36}(\.data)?$/, most: mostCaptionsBytes },
  { path: /^\/union\/import(\.data)?$/, most: mostRollBytes },
]
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const hostPattern = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i

/**
 * Refuses what no page of ours sends and the application would trip over: an unknown method (405), an address that
 * makes no URL (400), a body of unknown length (411), one of more than 256 KiB, or of 1 MiB where a lesson is sent, 16 MiB where a photo
 * or a piece of a film is and 60 MiB where a roll is (413); and what another site made a browser send (403), which Remix would call a failure of ours.
 */
export const requestRules: RequestHandler = (request, response, next) => {
  const refusal = refusalOf(request)
  if (refusal === null) next()
  else refuse(response, refusal)
}

type Refusal = 400 | 403 | 405 | 411 | 413

function refusalOf(request: Request): Refusal | null {
  if (!methods.has(request.method)) return 405
  if (!hasUsableAddress(request)) return 400
  // Remix before single fetch: each such request would stand in the log as a bug.
  if ('_data' in request.query) return 400
  if (isFromElsewhere(request)) return 403
  // The parser reads as many bytes as were announced and no more: what is not announced could be without end.
  if (request.headers['transfer-encoding'] !== undefined) return 411
  return Number(request.headers['content-length'] ?? 0) > mostBytes(request) ? 413 : null
}

const deeds = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** By the same comparison as Remix's own. A client that names no Origin is no browser that a page could misuse. */
function isFromElsewhere({ method, headers }: Request): boolean {
  const { origin, host } = headers
  if (!deeds.has(method) || !origin) return false
  return !URL.canParse(origin) || new URL(origin).host !== (headers['x-forwarded-host'] ?? host)
}

function mostBytes({ method, path }: Request): number {
  if (method === 'PATCH' && piecePath.test(path)) return mostPieceBytes
  const sent = method === 'POST' ? longPaths.find((one) => one.path.test(path)) : undefined
  return sent?.most ?? mostFormBytes
}

/** Whether a Host header names a host, with or without a port, and nothing else. */
export function isHost(header: string | string[] | undefined): header is string {
  return typeof header === 'string' && hostPattern.test(header) && URL.canParse(`http://${header}`)
}

function hasUsableAddress(request: Request): boolean {
  const { headers, originalUrl } = request
  const forwarded = firstOf(headers['x-forwarded-host'])
  // Remix reads the port of this header from anybody: without a proxy to trust it is a stranger's word.
  if (request.app.get('trust proxy') && forwarded !== undefined) headers['x-forwarded-host'] = forwarded
  else delete headers['x-forwarded-host']
  const host = headers['x-forwarded-host'] ?? headers.host
  if (!isHost(host) || !isHost(headers.host)) return false
  return (
    originalUrl.startsWith('/') && URL.canParse(`http://${host}${originalUrl}`) && isDecodable(originalUrl)
  )
}

function isDecodable(text: string): boolean {
  try {
    decodeURI(text)
    return true
  } catch {
    return false
  }
}

function firstOf(header: string | string[] | undefined): string | undefined {
  const [first] = [header].flat()
  return first?.split(',', 1)[0]?.trim()
}

const words: Record<Refusal, string> = {
  400: '这个地址打不开 · This address cannot be read',
  403: '这个请求不是从本站发来的，没有执行 · This did not come from our site: nothing was done',
  405: '不支持这种请求 · This method is not supported',
  411: '没有说明内容有多大，没有收下 · The length was not given: nothing was taken',
  413: '内容太大，没有收下 · Too large: nothing was taken',
}

function refuse(response: Response, status: Refusal): void {
  response.status(status).type('text').send(words[status])
}
