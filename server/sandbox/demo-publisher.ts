import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { parseMessage, ServerMessage } from '#app/kernel/ingest-wire.ts'
import type { Log } from '#app/kernel/log.server.ts'
import { readClip, wireMessage, type DemoClip } from './demo-clip.ts'

export interface DemoPublisherOptions {
  /** `ws://127.0.0.1:PORT/ingest` of this very server. */
  ingestUrl: string
  /** A one-time ticket for the demo room, asked for anew with each connection. */
  issueTicket: () => Promise<string>
  log: Pick<Log, 'info' | 'warn'>
  clip?: DemoClip
  /** How long one broadcast lasts, in milliseconds. */
  broadcastLength?: number
  /** The first pause before a connection is tried again, in milliseconds; it doubles up to thirty times itself. */
  pause?: number
}

const twentyMinutes = 20 * 60_000
/** Behind by more than this (the machine slept), a publisher is better off with a fresh connection. */
const mostBehind = 5_000
const mostUnsent = 8 * 1024 * 1024
const endingPatience = 2_000

/**
 * Publishes the demo's clip over `/ingest` as a phone would, over and over: every twenty minutes a new broadcast. A
 * refused or dropped connection is tried again. `stop` ends the broadcast in good order.
 */
export function startDemoPublisher(options: DemoPublisherOptions): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = publish(options, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function publish(options: DemoPublisherOptions, stopped: AbortSignal): Promise<void> {
  const { log, pause = 1000 } = options
  let clip = options.clip
  let failures = 0
  while (!stopped.aborted) {
    try {
      clip ??= await readClip()
      const how = await broadcastOnce(clip, options, stopped)
      log.info({ how }, 'demo broadcast over')
      failures = how.startsWith('ended') ? 0 : how.startsWith('dropped') ? 1 : failures + 1
    } catch (error) {
      log.warn({ err: error }, 'demo publisher failed: it tries again')
      failures++
    }
    if (failures > 0) await rest(pause * Math.min(30, 2 ** (failures - 1)), stopped)
  }
}

/** One connection. Answers how it went: `ended`, `dropped: …` after the broadcast began, `refused: …` before. */
async function broadcastOnce(
  clip: DemoClip,
  options: DemoPublisherOptions,
  stopped: AbortSignal,
): Promise<string> {
  const ticket = await options.issueTicket()
  if (stopped.aborted) return 'ended before it began'
  // Our own certificate names the public host, not the loopback address that this connection takes.
  const socket = new WebSocket(`${options.ingestUrl}?ticket=${ticket}`, { rejectUnauthorized: false })
  const line = listen(socket)
  await line.opened
  if (!line.closed) await sendFor(options.broadcastLength ?? twentyMinutes, { clip, socket, line, stopped })
  if (!line.closed && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'end' }))
  // The server closes after an end; a connection that is stuck is cut.
  const cut = setTimeout(() => socket.terminate(), endingPatience)
  const how = await line.over
  clearTimeout(cut)
  return how
}

interface Line {
  opened: Promise<void>
  over: Promise<string>
  readonly closed: boolean
}

/** What the server says over this connection, and how it ends. */
function listen(socket: WebSocket): Line {
  let [ready, closed] = [false, false]
  let said = ''
  socket.on('message', (message) => {
    const answer = parseMessage(ServerMessage, (message as Buffer).toString('utf8'))
    if (answer?.type === 'ready') ready = true
    if (answer?.type === 'ended') said = 'ended'
    if (answer?.type === 'refused') said = answer.reason
  })
  const over = new Promise<string>((resolve) => {
    socket.on('error', (error) => (said ||= error.message))
    socket.on('close', (code, reason) => {
      closed = true
      const why = said || reason.toString() || String(code)
      resolve(why === 'ended' ? why : `${ready ? 'dropped' : 'refused'}: ${why}`)
    })
  })
  const opened = new Promise<void>((resolve) => {
    socket.once('open', resolve)
    socket.once('close', () => resolve())
  })
  return {
    opened,
    over,
    get closed() {
      return closed
    },
  }
}

interface Sending {
  clip: DemoClip
  socket: WebSocket
  line: Line
  stopped: AbortSignal
}

/** Sends the clip in real time, loop after loop, for `length` milliseconds or until the line or the publisher stops. */
async function sendFor(length: number, { clip, socket, line, stopped }: Sending): Promise<void> {
  const begin = performance.now()
  socket.send(JSON.stringify({ type: 'start', ...clip.tracks, clock: Date.now() }))
  for (let turn = 0; ; turn++) {
    for (const frame of clip.frames) {
      const sentSoFar = (turn * clip.loop + frame.at) / 1000
      const due = begin + sentSoFar
      // A broadcast ends on a whole group of pictures.
      if (sentSoFar >= length && frame.key && frame.track === 'video') return
      if (due > performance.now()) await rest(due - performance.now(), stopped)
      if (stopped.aborted || line.closed || socket.readyState !== WebSocket.OPEN) return
      if (performance.now() - due > mostBehind || socket.bufferedAmount > mostUnsent)
        return socket.terminate()
      socket.send(wireMessage(clip, frame, turn))
    }
  }
}

async function rest(milliseconds: number, stopped: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal: stopped }).catch((error: unknown) => {
    if (!stopped.aborted) throw error
  })
}
