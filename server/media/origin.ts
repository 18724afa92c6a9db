import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Channel } from './channel.ts'
import { ConnectionWaits } from './connection-waits.ts'
import type { MediaHooks } from './hooks.ts'
import type { Playlist } from './live-playlists.ts'
import type { MediaLog } from './log.ts'
import { answerPreflight, answerStatus, isMediaPath } from './origin-answers.ts'
import { createReplayOrigin } from './origin-replay.ts'
import { readReload } from './reload.ts'

export interface OriginOptions {
  /** By the room's name in the URL. */
  channels: ReadonlyMap<string, Channel>
  /** DATA_DIR/recordings */
  recordingsFolder: string
  mayWatchRecording: MediaHooks['mayWatchRecording']
  log: MediaLog
}

/** Answers `/live/ROOM/*.m3u8`, `/live/ROOM/RECORDING/*` and `/replay/RECORDING/*`; true where it took the request. */
export type Origin = (request: IncomingMessage, response: ServerResponse) => boolean

/** A blocking request is given up after so many target durations (RFC 8216bis, 6.2.5.2). */
const PATIENCE = 3
/** Milliseconds that the first viewers wait for the first GOP. */
const FIRST_PATIENCE = 8_000
/** Target durations for which the answer to a blocking request may be kept (RFC 8216bis, B.1). */
const BLOCKING_MAX_AGE = 6

export function createOrigin(options: OriginOptions): Origin {
  const answerReplay = createReplayOrigin(options)
  return (request, response) => {
    const url = request.url ?? ''
    if (url.startsWith('/live/')) return answerLive(options.channels, request, response)
    if (url.startsWith('/replay/')) return answerReplay(request, response)
    return false
  }
}

interface Viewer {
  request: IncomingMessage
  response: ServerResponse
}

function answerLive(
  channels: OriginOptions['channels'],
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const url = request.url ?? ''
  const query = url.indexOf('?')
  const path = query < 0 ? url : url.slice(0, query)
  const slash = path.indexOf('/', 6)
  if (slash < 0 || !isMediaPath(path)) return false
  if (request.method !== 'GET' && request.method !== 'HEAD') return answerPreflight(request, response)
  const channel = channels.get(path.slice(6, slash))
  const file = path.slice(slash + 1)
  const viewer = { request, response }
  if (!channel?.open) answerStatus(response, 404)
  else if (!file.endsWith('.m3u8')) answerMedia(channel, file, viewer)
  else answerPlaylist(channel, { file, query: query < 0 ? '' : url.slice(query + 1) }, viewer)
  return true
}

function answerMedia(channel: Channel, file: string, viewer: Viewer): void {
  const { request, response } = viewer
  const media = channel.file(file)
  if (media) {
    response.writeHead(200, media.headers)
    if (request.method === 'HEAD') response.end()
    else response.end(media.body)
    return
  }
  if (!channel.isHinted(file)) return answerStatus(response, 404)
  const isDecided = () => !channel.isHinted(file)
  waitFor(channel, viewer, isDecided, (decided) => {
    if (decided) answerMedia(channel, file, viewer)
    else answerStatus(response, 503)
  })
}

function answerPlaylist(channel: Channel, asked: { file: string; query: string }, viewer: Viewer): void {
  const { response } = viewer
  const make = playlistOf(channel, asked.file)
  if (!make) return answerStatus(response, 404)
  const reload = readReload(asked.query)
  if (!reload) return answerStatus(response, 400)
  const { sequence, part, delta } = reload
  if (sequence !== null && channel.isTooFar(sequence, part)) return answerStatus(response, 400)
  const isThere = () =>
    channel.targetDuration !== null && (sequence === null || channel.holds(sequence, part))
  const answer = (there: boolean) => {
    const playlist = there ? make(delta) : null
    if (playlist) sendPlaylist(channel, { playlist, blocking: sequence !== null }, viewer)
    else answerStatus(response, there || channel.ended ? 404 : 503)
  }
  if (isThere() || channel.ended) answer(true)
  else waitFor(channel, viewer, isThere, answer)
}

/** How to make the playlist of this name as it is at a moment, where the channel has one; null where the name is unknown. */
function playlistOf(channel: Channel, file: string): ((delta: boolean) => Playlist | null) | null {
  if (file === 'index.m3u8') return (delta) => channel.playlist('muxed', delta)
  if (file === 'audio.m3u8') return (delta) => (channel.hasSound ? channel.playlist('sound', delta) : null)
  if (file === 'main.m3u8') return () => channel.multivariant()
  return null
}

/** Waits, but no longer than the viewer does; one too many is asked to come again in a second. */
function waitFor(
  channel: Channel,
  { request, response }: Viewer,
  condition: () => boolean,
  answer: (holds: boolean) => void,
): void {
  const refuse = (headers = {}) => answerStatus(response, 503, { 'Retry-After': '1', ...headers })
  const waits = ConnectionWaits.of(request.socket)
  if (!waits.mayWait()) return refuse({ Connection: 'close' })
  const target = channel.targetDuration
  const milliseconds = target === null ? FIRST_PATIENCE : PATIENCE * target * 1000
  const cancel = channel.wait(condition, milliseconds, (holds) => {
    leave()
    answer(holds)
  })
  if (!cancel) return refuse()
  const leave = waits.add({ cancel, refuse })
}

function sendPlaylist(
  channel: Channel,
  { playlist, blocking }: { playlist: Playlist; blocking: boolean },
  { request, response }: Viewer,
): void {
  const compressed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const body = compressed ? playlist.gzip() : playlist.plain
  const maxAge = blocking ? BLOCKING_MAX_AGE * (channel.targetDuration ?? 1) : 1
  const headers = [
    'Content-Type',
    'application/vnd.apple.mpegurl',
    'Content-Length',
    String(body.length),
    'Cache-Control',
    `public, max-age=${maxAge}`,
    'Vary',
    'Accept-Encoding',
    'Access-Control-Allow-Origin',
    '*',
    'X-Content-Type-Options',
    'nosniff',
  ]
  if (compressed) headers.push('Content-Encoding', 'gzip')
  response.writeHead(200, headers)
  if (request.method === 'HEAD') response.end()
  else response.end(body)
}
