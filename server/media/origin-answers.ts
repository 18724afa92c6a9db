import type { IncomingMessage, ServerResponse } from 'node:http'

/** True for what only the media server answers; all else under the same path is a page. */
export function isMediaPath(path: string): boolean {
  return path.endsWith('.m4s') || path.endsWith('.m3u8') || path.endsWith('.mp4')
}

const CACHING: Record<number, string> = { 404: 'public, max-age=1', 400: 'public, max-age=1' }

export function answerStatus(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed || response.headersSent) return
  response.writeHead(status, {
    'Content-Length': '0',
    'Cache-Control': CACHING[status] ?? 'no-store',
    'Access-Control-Allow-Origin': '*',
    ...headers,
  })
  response.end()
}

/** Answers what is neither GET nor HEAD. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): true {
  const methods = 'GET, HEAD, OPTIONS'
  if (request.method !== 'OPTIONS') answerStatus(response, 405, { Allow: methods })
  else {
    answerStatus(response, 204, {
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'Range',
      'Access-Control-Max-Age': '86400',
    })
  }
  return true
}
