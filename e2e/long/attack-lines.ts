import { setTimeout as sleep } from 'node:timers/promises'
import { io } from 'socket.io-client'
import { WebSocket } from 'ws'
import { secretAlphabet, secretLength } from '#app/kernel/publishing-secret.ts'
import { demoRoom, type BuiltServer } from '../load/built-server.ts'
import type { HostileAsk, HostileForm, HostileIngest } from './attack-inputs.ts'

export interface Tally {
  inputs: number
  /** Events that were answered, well or with a refusal. */
  answered: number
  refused: number
  unanswered: number
  problems: string[]
}

const answerWithin = 10_000

/** Every event asks for an answer, and must get one of the contract's form, once. */
export async function tellAsks(
  url: string,
  cookie: string,
  batch: HostileAsk[],
  tally: Tally,
): Promise<void> {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie },
  })
  await new Promise((resolve) =>
    socket.once('connect', () => resolve(undefined)).once('connect_error', resolve),
  )
  socket.emit('enter', { room: demoRoom, broadcast: null, after: null })
  await Promise.all(
    batch.map(async ({ event, input }) => {
      tally.inputs += 1
      try {
        const answer: unknown = await socket.timeout(answerWithin).emitWithAck(event, input)
        judge(answer, event, tally)
      } catch {
        tally.unanswered += 1
        tally.problems.push(`${event} was not answered: ${JSON.stringify(input).slice(0, 120)}`)
      }
    }),
  )
  socket.disconnect()
}

function judge(answer: unknown, event: string, tally: Tally): void {
  const { ok, reason } = (answer ?? {}) as { ok?: unknown; reason?: unknown }
  tally.answered += 1
  if (ok === true) return
  tally.refused += 1
  if (ok !== false || typeof reason !== 'string')
    tally.problems.push(`${event} was answered with ${JSON.stringify(answer)}`)
  if (reason === 'failed') tally.problems.push(`${event} met a bug of the server`)
}

/** Below socket.io: nobody is owed an answer, and the server goes on. */
export async function speakPackets(
  port: number,
  batch: (string | Uint8Array)[],
  tally: Tally,
): Promise<void> {
  for (let from = 0; from < batch.length; from += 5)
    await converse(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, [
      '40',
      ...batch.slice(from, from + 5),
    ])
  tally.inputs += batch.length
}

export async function knockOnIngest(
  server: BuiltServer,
  batch: HostileIngest[],
  tally: Tally,
): Promise<void> {
  for (const { ticket, messages } of batch) {
    const secret = ticket === 'right' ? await realTicket(server.url) : inventedTicket(ticket)
    await converse(`ws://127.0.0.1:${server.port}/ingest?ticket=${encodeURIComponent(secret)}`, messages)
    tally.inputs += 1
  }
}

/** The demo's own room is taken: its tickets lead to the door and no further. */
async function realTicket(url: string): Promise<string> {
  const answer = await fetch(`${url}/dev/publish/ticket`, {
    method: 'POST',
    headers: { Origin: url },
    body: new URLSearchParams({ room: demoRoom }),
  })
  const issued = (await answer.json()) as { value?: { ticket: string } }
  return issued.value?.ticket ?? ''
}

function inventedTicket(kind: 'invented' | 'nonsense'): string {
  return kind === 'invented' ? secretAlphabet.slice(0, 8).repeat(secretLength / 8) : '../../etc/passwd'
}

/** Says everything, then leaves; the server may close before. */
function converse(url: string, messages: (string | Uint8Array)[]): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    socket.on('error', () => resolve())
    socket.on('close', () => resolve())
    socket.on('open', () => {
      for (const message of messages) socket.send(message)
      void sleep(20).then(() => socket.terminate())
    })
  })
}

export async function pressForm(
  url: string,
  cookie: string,
  batch: HostileForm[],
  tally: Tally,
): Promise<void> {
  for (const { address, fields } of batch) {
    tally.inputs += 1
    const answer = await fetch(url + address, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Sec-Fetch-Site': 'same-origin', cookie },
      body: new URLSearchParams(fields),
    })
    await answer.arrayBuffer()
    tally.answered += 1
    if (answer.status >= 400) tally.refused += 1
    if (answer.status >= 500)
      tally.problems.push(`${address} answered ${answer.status} to ${JSON.stringify(fields).slice(0, 200)}`)
  }
}
