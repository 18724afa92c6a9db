import { connect, type Socket } from 'node:net'
import WebSocket from 'ws'
import type { Packet } from './hostile-packets.ts'

export type Answered = { ok: true; value: unknown } | { ok: false; reason: string }

/** A line of Socket.io by hand, so that anything may be sent on it, and every answer is seen. */
export interface HostileSocket {
  /** Sends an event with a number of its own, and answers that number. */
  ask(words: string): number
  send(packet: Packet): void
  /** What has been answered so far, by number. */
  answers: ReadonlyMap<number, Answered[]>
  isOpen(): boolean
  close(): void
}

interface SocketWish {
  port: number
  from: string
  cookie?: string
}

/** Resolves once the server has taken the connection to its namespace. */
export function openHostileSocket({ port, from, cookie }: SocketWish): Promise<HostileSocket> {
  const line = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, {
    localAddress: from,
    headers: cookie === undefined ? {} : { cookie },
    perMessageDeflate: false,
  })
  const answers = new Map<number, Answered[]>()
  let asked = 0
  const socket: HostileSocket = {
    ask(words) {
      line.send(`42${asked}${words}`)
      return asked++
    },
    send: (packet) => sendOn(line, packet),
    answers,
    isOpen: () => line.readyState === WebSocket.OPEN,
    close: () => line.terminate(),
  }
  return new Promise((resolve, reject) => {
    line.on('error', reject)
    line.on('close', () => reject(new Error('the server closed the line')))
    line.on('message', (message, binary) => {
      const text = binary ? '' : (message as Buffer).toString('utf8')
      if (text.startsWith('0')) line.send('40')
      else if (text === '2') line.send('3')
      else if (text.startsWith('40')) resolve(socket)
      else if (text.startsWith('43')) note(answers, text)
    })
  })
}

function note(answers: Map<number, Answered[]>, text: string): void {
  const from = text.indexOf('[')
  const number = Number(text.slice(2, from))
  const [answer] = JSON.parse(text.slice(from)) as [Answered]
  answers.set(number, [...(answers.get(number) ?? []), answer])
}

function sendOn(line: WebSocket, packet: Packet): void {
  if (line.readyState !== WebSocket.OPEN) return
  if (packet.kind === 'text') line.send(packet.text)
  else if (packet.kind === 'binary') line.send(packet.bytes)
  // Below the WebSocket, where the library would send nothing wrong.
  else (line as unknown as { _socket: Socket })._socket.write(packet.bytes)
}

/** The first bytes that a raw request is answered with; empty where the connection is closed without an answer. */
export function answerToRaw(port: number, from: string, request: string, withinMs = 10_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from }, () => socket.write(request))
    const end = (answer: string) => {
      clearTimeout(late)
      socket.destroy()
      resolve(answer)
    }
    const late = setTimeout(() => end('no answer'), withinMs)
    socket.once('data', (chunk) => end(chunk.toString('latin1')))
    socket.on('error', () => end(''))
    socket.on('close', () => end(''))
  })
}
