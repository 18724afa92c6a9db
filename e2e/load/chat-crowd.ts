/** A process of its own: a room full of viewers and those who talk in it, told by messages what to do. */
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { RawViewer } from './raw-viewer.ts'
import { quantile } from './rounds.ts'

export interface CrowdWish {
  port: number
  room: string
  viewers: number
  /** How many of them stop reading once they are in. */
  still: number
  /** One sender for each. */
  cookies: string[]
  messagesPerSecond: number
  seconds: number
  /** Characters of a message; as a usual sentence has them where it is not said. */
  textLength?: number
}

export interface CrowdReport {
  /** Messages that the senders sent while it was measured. */
  sent: number
  /** Messages that a decoded viewer got while it was measured, on average. */
  received: number
  /** From the sender's clock to the viewer's, in milliseconds. */
  p50: number
  p99: number
  /** Decoded viewers that did not get every message once and in order. */
  broken: number
}

const decodedShare = 0.01
const warmUpMs = 2000
const perAddress = 500

process.on('message', (wish: CrowdWish) => {
  attend(wish).then(
    (report) => process.send?.(report, () => process.exit(0)),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function attend(wish: CrowdWish): Promise<CrowdReport> {
  const heard = new Hearing()
  const viewers: RawViewer[] = []
  const every = Math.max(1, Math.round(1 / decodedShare))
  for (let place = 0; place < wish.viewers; place++) {
    const isDecoded = place % every === 0
    viewers.push(openViewer(wish, place, isDecoded ? heard.listener() : undefined))
    if (place % 100 === 99) await Promise.all(viewers.slice(-100).map(({ entered }) => entered))
  }
  const senders = wish.cookies.map((cookie, place) =>
    openViewer(wish, wish.viewers + place, undefined, cookie),
  )
  await Promise.all([...viewers, ...senders].map(({ entered }) => entered))
  // Those who stop reading are never the decoded ones.
  viewers
    .filter((_, place) => place % every !== 0)
    .slice(0, wish.still)
    .forEach((viewer) => viewer.stopReading())
  const talking = talk(senders, wish)
  await sleep(warmUpMs)
  process.send?.({ measuring: true })
  heard.begin()
  const sentBefore = talking.sent()
  await sleep(wish.seconds * 1000)
  const report = { ...heard.end(), sent: talking.sent() - sentBefore }
  process.send?.({ measuring: false })
  talking.stop()
  for (const viewer of [...viewers, ...senders]) viewer.close()
  return report
}

function openViewer(
  { port, room }: CrowdWish,
  place: number,
  onText?: (text: string) => void,
  cookie?: string,
): RawViewer {
  const from = `127.0.${1 + Math.floor(place / perAddress / 200)}.${2 + (Math.floor(place / perAddress) % 200)}`
  return new RawViewer({ port, room, from, onText, cookie })
}

/** Each sender in turn, evenly over the second; the moment of sending stands in the text. */
function talk(senders: RawViewer[], { messagesPerSecond, textLength }: CrowdWish) {
  let sent = 0
  const began = performance.now()
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1000) * messagesPerSecond)
    for (; sent < due; sent++) {
      const text = `${Date.now().toString(36)} ${filler(sent, textLength)}`
      senders[sent % senders.length]?.ask('say', { key: randomUUID(), text })
    }
  }, 5)
  return { sent: () => sent, stop: () => clearInterval(timer) }
}

/** About 150 bytes in all, as a sentence has; no two alike. */
function filler(place: number, length?: number): string {
  const sentence = `第${place.toString(36)}句，大姐今天的蛤蜊个头真大，吐沙吐得干净，回家就下锅，下回还来你家买`
  // What comes before it has nine characters.
  return length === undefined ? sentence : sentence.padEnd(length - 9, '鲜')
}

/** What the decoded viewers got. */
class Hearing {
  #latencies: number[] = []
  #counts: { received: number; last: number | null; broken: boolean }[] = []
  #measuring = false

  listener(): (text: string) => void {
    const count = { received: 0, last: null as number | null, broken: false }
    this.#counts.push(count)
    return (text) => {
      if (!text.startsWith('42["entries"')) return
      const now = Date.now()
      const [, { entries }] = JSON.parse(text.slice(2)) as [
        string,
        { entries: { seq: number; kind: string; text: string }[] },
      ]
      for (const { seq, kind, text: said } of entries) {
        if (count.last !== null && seq !== count.last + 1) count.broken = true
        count.last = seq
        if (!this.#measuring || kind !== 'chat') continue
        count.received += 1
        this.#latencies.push(now - Number.parseInt(said.split(' ', 1)[0] ?? '', 36))
      }
    }
  }

  begin(): void {
    this.#measuring = true
  }

  end() {
    this.#measuring = false
    const received = this.#counts.reduce((sum, one) => sum + one.received, 0) / this.#counts.length
    return {
      received,
      p50: quantile(this.#latencies, 0.5),
      p99: quantile(this.#latencies, 0.99),
      broken: this.#counts.filter(({ broken }) => broken).length,
    }
  }
}
