import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { demoRoom } from '../load/built-server.ts'

/** Somebody who goes on talking, and says again under the same key what was not acknowledged. */
export interface Talker {
  acknowledged: () => string[]
  waiting: () => number
  /** Says nothing new any more. */
  stop: () => void
  close: () => void
}

/** Slower than the chat's own limit. */
const everyMs = 2200
const answerWithin = 3000

export function startTalker({ url, cookie, place }: { url: string; cookie: string; place: number }): Talker {
  const socket = io(url, {
    transports: ['websocket'],
    extraHeaders: { cookie },
    forceNew: true,
    reconnectionDelayMax: 1000,
  })
  const acknowledged: string[] = []
  const waiting: { key: string; text: string }[] = []
  let said = 0
  let busy = false
  let entered = false

  socket.on('connect', () => {
    socket.emit(
      'enter',
      { room: demoRoom, broadcast: null, after: null },
      (answer: { ok: boolean }) => (entered = answer.ok),
    )
  })
  socket.on('disconnect', () => (entered = false))

  async function sendNext(): Promise<void> {
    const [message] = waiting
    if (busy || !entered || message === undefined) return
    busy = true
    try {
      const answer = (await socket.timeout(answerWithin).emitWithAck('say', message)) as {
        ok: boolean
        reason?: string
      }
      if (answer.ok) {
        waiting.shift()
        acknowledged.push(message.text)
      }
    } catch {
      // Lost on the way: said again, under the same key.
    }
    busy = false
  }

  const talking = setInterval(() => {
    const text = `第${place.toString(36)}位的第${(said++).toString(36)}句`
    waiting.push({ key: randomUUID(), text })
  }, everyMs)
  const sending = setInterval(() => void sendNext(), 100)
  return {
    acknowledged: () => acknowledged,
    waiting: () => waiting.length,
    stop: () => clearInterval(talking),
    close() {
      clearInterval(sending)
      socket.disconnect()
    },
  }
}
