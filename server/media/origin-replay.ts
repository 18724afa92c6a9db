import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseByteRange } from '#app/kernel/byte-range.ts'
import { answerPreflight, answerStatus, isMediaPath } from './origin-answers.ts'
import type { Origin, OriginOptions } from './origin.ts'
import { ignoreMissing, RECORDING_FILES } from './recording-files.ts'
import { UnwrittenPlaylists } from './unwritten-playlists.ts'

type ReplayOptions = Pick<OriginOptions, 'recordingsFolder' | 'mayWatchRecording' | 'log'>
type Opened = ReplayOptions & { unwritten: UnwrittenPlaylists }

const REPLAY_PATH = /^\/replay\/([A-Za-z0-9_-]{1,128})\/(index\.m3u8|audio\.m3u8|video\.mp4|audio\.mp4)$/

/** Answers `/replay/RECORDING/*` from the disk, to whom may watch it. */
export function createReplayOrigin(options: ReplayOptions): Origin {
  const opened = { ...options, unwritten: new UnwrittenPlaylists() }
  return (request, response) => {
    const url = (request.url ?? '').split('?', 1)[0] ?? ''
    if (!isMediaPath(url)) return false
    if (request.method !== 'GET' && request.method !== 'HEAD') return answerPreflight(request, response)
    const [, recording, file] = REPLAY_PATH.exec(url) ?? []
    if (!recording || !file) answerStatus(response, 404)
    else {
      answerReplay(opened, { recording, file }, request, response).catch((error: unknown) => {
        options.log.error({ err: error, recording, file }, 'a replay could not be served')
        answerStatus(response, 500)
      })
    }
    return true
  }
}

async function answerReplay(
  options: Opened,
  { recording, file }: { recording: string; file: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { cookie } = request.headers
  if (!(await options.mayWatchRecording({ recording, cookie }))) return answerStatus(response, 404)
  const folder = path.join(options.recordingsFolder, recording)
  if (file.endsWith('.m3u8')) {
    const body =
      (await readFile(path.join(folder, file)).catch(ignoreMissing)) ??
      (await options.unwritten.read(folder, file))
    return sendReplayPlaylist(body, request, response)
  }
  const opened = await open(path.join(folder, file), 'r').catch(ignoreMissing)
  if (!opened) return answerStatus(response, 404)
  try {
    await sendFile(opened, file, request, response)
  } finally {
    await opened.close()
  }
}

function sendReplayPlaylist(body: Buffer | null, request: IncomingMessage, response: ServerResponse): void {
  if (!body) return answerStatus(response, 404)
  response.writeHead(200, {
    'Content-Type': 'application/vnd.apple.mpegurl',
    'Content-Length': body.length,
    'Cache-Control': 'private, no-cache',
    'Access-Control-Allow-Origin': '*',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

async function sendFile(
  opened: FileHandle,
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { size } = await opened.stat()
  if (size === 0) return answerStatus(response, 404)
  const range = parseByteRange(request.headers.range ?? null, size)
  if (range === 'unsatisfiable') return answerStatus(response, 416, { 'Content-Range': `bytes */${size}` })
  const { first, last } = range ?? { first: 0, last: size - 1 }
  response.writeHead(range ? 206 : 200, {
    'Content-Type': file === RECORDING_FILES.audio ? 'audio/mp4' : 'video/mp4',
    'Content-Length': last - first + 1,
    'Accept-Ranges': 'bytes',
    ...(range && { 'Content-Range': `bytes ${first}-${last}/${size}` }),
    'Cache-Control': 'private, max-age=3600',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Content-Range, Accept-Ranges',
    'X-Content-Type-Options': 'nosniff',
  })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const bytes = createReadStream('', { fd: opened, start: first, end: last, autoClose: false })
  await pipeline(bytes, response).catch((error: unknown) => {
    // The viewer went away: she seeks, or closed the page.
    if (!response.destroyed) throw error
  })
}
