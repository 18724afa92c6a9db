import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { answerPreflight, answerStatus, isMediaPath } from './origin-answers.ts'
import type { Origin, OriginOptions } from './origin.ts'
import { readRange } from './range.ts'
import { loadIndex, RECORDING_FILES, replayPlaylists } from './recording-files.ts'

type ReplayOptions = Pick<OriginOptions, 'recordingsFolder' | 'mayWatchRecording' | 'log'>

const REPLAY_PATH = /^\/replay\/([A-Za-z0-9_-]{1,128})\/(index\.m3u8|audio\.m3u8|video\.mp4|audio\.mp4)$/

/** Answers `/replay/RECORDING/*` from the disk, to whom may watch it. */
export function createReplayOrigin(options: ReplayOptions): Origin {
  return (request, response) => {
    const url = (request.url ?? '').split('?', 1)[0] ?? ''
    if (!isMediaPath(url)) return false
    if (request.method !== 'GET' && request.method !== 'HEAD') return answerPreflight(request, response)
    const [, recording, file] = REPLAY_PATH.exec(url) ?? []
    if (!recording || !file) answerStatus(response, 404)
    else {
      answerReplay(options, { recording, file }, request, response).catch((error: unknown) => {
        options.log.error({ err: error, recording, file }, 'a replay could not be served')
        answerStatus(response, 500)
      })
    }
    return true
  }
}

async function answerReplay(
  options: ReplayOptions,
  { recording, file }: { recording: string; file: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { cookie } = request.headers
  if (!(await options.mayWatchRecording({ recording, cookie }))) return answerStatus(response, 404)
  const folder = path.join(options.recordingsFolder, recording)
  if (file.endsWith('.m3u8')) return sendReplayPlaylist(folder, file, request, response)
  const opened = await open(path.join(folder, file), 'r').catch(missing)
  if (!opened) return answerStatus(response, 404)
  try {
    await sendFile(opened, file, request, response)
  } finally {
    await opened.close()
  }
}

async function sendReplayPlaylist(
  folder: string,
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body =
    (await readFile(path.join(folder, file)).catch(missing)) ?? (await playlistFromIndex(folder, file))
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

/** What the recording holds so far: it still goes on, or its playlists could not be written. */
async function playlistFromIndex(folder: string, file: string): Promise<Buffer | null> {
  const index = await loadIndex(folder)
  if (!index || index.parts.length === 0) return null
  const playlists = replayPlaylists(index)
  const text = file === RECORDING_FILES.audioPlaylist ? playlists.audio : playlists.video
  return text === null ? null : Buffer.from(text)
}

async function sendFile(
  opened: FileHandle,
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { size } = await opened.stat()
  if (size === 0) return answerStatus(response, 404)
  const range = readRange(request.headers.range, size)
  if (range === 'unsatisfiable') return answerStatus(response, 416, { 'Content-Range': `bytes */${size}` })
  const { start, end } = range ?? { start: 0, end: size - 1 }
  response.writeHead(range ? 206 : 200, {
    'Content-Type': file === RECORDING_FILES.audio ? 'audio/mp4' : 'video/mp4',
    'Content-Length': end - start + 1,
    'Accept-Ranges': 'bytes',
    ...(range && { 'Content-Range': `bytes ${start}-${end}/${size}` }),
    'Cache-Control': 'private, max-age=3600',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Content-Range, Accept-Ranges',
    'X-Content-Type-Options': 'nosniff',
  })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const bytes = createReadStream('', { fd: opened, start, end, autoClose: false })
  await pipeline(bytes, response).catch((error: unknown) => {
    // The viewer went away: she seeks, or closed the page.
    if (!response.destroyed) throw error
  })
}

function missing(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return null
  throw error
}
