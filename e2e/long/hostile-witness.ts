import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { demoRoom } from '../load/built-server.ts'

/** Two honest people in the room while others attack: one talks, one watches. */
export interface Witness {
  heard(): number
  /** Stops the talk and answers what went wrong. */
  finish(): Promise<string[]>
}

/** Slower than the chat's own limit. */
const everyMs = 2500
const hearWithinMs = 8000

interface Told {
  broadcast: string
  entries: { seq: number; text?: string | null }[]
}

export async function openWitness({ url, cookie }: { url: string; cookie: string }): Promise<Witness> {
  const problems: string[] = []
  const said: string[] = []
  let number = 0
  const heard = new Set<string>()
  const last = new Map<string, number>()
  const viewer = await enter(url, undefined, problems)
  const talker = await enter(url, cookie, problems)
  viewer.on('entries', ({ broadcast, entries }: Told) => {
    for (const { seq, text } of entries) {
      const before = last.get(broadcast)
      if (before !== undefined && seq !== before + 1) problems.push(`the viewer got ${seq} after ${before}`)
      last.set(broadcast, seq)
      if (text) heard.add(text)
    }
  })
  const talking = setInterval(() => {
    const text = `今天的第${++number}句`
    talker.emit('say', { key: randomUUID(), text }, (answer: { ok: boolean; reason?: string }) => {
      if (answer.ok) said.push(text)
      else problems.push(`an honest message was refused: ${answer.reason ?? ''}`)
    })
  }, everyMs)
  return {
    heard: () => heard.size,
    async finish() {
      clearInterval(talking)
      await sleep(300)
      const deadline = performance.now() + hearWithinMs
      while (said.some((text) => !heard.has(text)) && performance.now() < deadline) await sleep(50)
      const missed = said.filter((text) => !heard.has(text))
      if (missed.length > 0) problems.push(`the viewer never got ${missed.length} of ${said.length} messages`)
      if (said.length === 0) problems.push('nothing honest could be said')
      viewer.disconnect()
      talker.disconnect()
      return problems
    },
  }
}

async function enter(url: string, cookie: string | undefined, problems: string[]): Promise<Socket> {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: cookie === undefined ? {} : { cookie },
  })
  socket.on('disconnect', (why) => {
    if (why !== 'io client disconnect') problems.push(`an honest line was lost: ${why}`)
  })
  const room = { room: demoRoom, broadcast: null, after: null }
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const answer = (await socket.timeout(10_000).emitWithAck('enter', room)) as { ok: boolean }
  if (!answer.ok) problems.push('an honest viewer was not let in')
  return socket
}
