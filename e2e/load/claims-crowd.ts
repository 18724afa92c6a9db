/** A process of its own: signed-in people in a room, who all press at once when they are told of a coupon. */
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import type { ClaimsServerReady } from './claims-server.ts'
import { RawViewer } from './raw-viewer.ts'
import { quantile } from './rounds.ts'

export interface PressReport {
  granted: number
  refused: number
  /** From the first press to the last answer, in milliseconds. */
  tookMs: number
  /** From each press to its answer. */
  p50: number
  p99: number
}

const perAddress = 500
const patienceMs = 60_000

const crowd: Presser[] = []

process.on('message', (wish: ClaimsServerReady | { coupon: string }) => {
  const done = 'coupon' in wish ? press(wish.coupon) : enter(wish)
  done.then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))

async function enter({ port, room, cookies }: ClaimsServerReady): Promise<'entered'> {
  for (const [place, cookie] of cookies.entries()) {
    crowd.push(new Presser({ port, room, cookie, from: `127.0.1.${2 + Math.floor(place / perAddress)}` }))
    if (place % 100 === 99) await Promise.all(crowd.slice(-100).map(({ entered }) => entered))
  }
  await Promise.all(crowd.map(({ entered }) => entered))
  return 'entered'
}

async function press(coupon: string): Promise<PressReport> {
  const began = performance.now()
  const answers = await Promise.all(crowd.map((one) => one.press(coupon)))
  const tookMs = performance.now() - began
  const waits = answers.map(({ waitedMs }) => waitedMs)
  const granted = answers.filter(({ ok }) => ok).length
  return {
    ...{ granted, refused: answers.length - granted, tookMs },
    ...{ p50: quantile(waits, 0.5), p99: quantile(waits, 0.99) },
  }
}

interface PressAnswer {
  ok: boolean
  waitedMs: number
}

/** One person and her line; the only answers that she waits for are those of her presses. */
class Presser {
  readonly #viewer: RawViewer
  #answered: ((text: string) => void) | null = null

  constructor(options: { port: number; room: string; cookie: string; from: string }) {
    this.#viewer = new RawViewer({
      ...options,
      onText: (text) => text.startsWith('43') && this.#answered?.(text),
    })
  }

  get entered(): Promise<void> {
    return this.#viewer.entered
  }

  press(coupon: string): Promise<PressAnswer> {
    const began = performance.now()
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('a press without an answer')), patienceMs)
      this.#answered = (text) => {
        this.#answered = null
        clearTimeout(late)
        const { ok } = (JSON.parse(text.slice(text.indexOf('['))) as [{ ok: boolean }])[0]
        resolve({ ok, waitedMs: performance.now() - began })
      }
      this.#viewer.ask('claim', { key: randomUUID(), coupon })
    })
  }
}
