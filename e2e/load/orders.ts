import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { freePorts, projectRoot, startBuiltServer, type BuiltServer } from './built-server.ts'
import { ask, orderForm, orderOf } from './buyer.ts'
import { openStall } from './open-stall.ts'
import { interleave, named, ratioOf, rounded, spread, type Figures } from './rounds.ts'
import type { Stall } from './stall.ts'

const crowds = [1, 20, 100] as const
const seconds = 4
const boxes = 1_000_000
/** Nobody leaves more than five orders unpaid: so many people take turns, a few at once. */
const people = 2000

/**
 * Orders placed a second through the page's own form, by 1, 20 and 100 signed-in buyers at once, all of one product,
 * against the same statements sent by `pg` from one process without pages, forms or sessions.
 */
export async function benchOrders(rounds: number): Promise<Figures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hongdao-orders-'))
  await chmod(folder, 0o755)
  const dataDir = path.join(folder, 'data')
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const server = await startBuiltServer({ dataDir, port, rtmpPort, environment: { LOG_LEVEL: 'warn' } })
  try {
    const stall = await openStall(dataDir, { buyers: people, stock: boxes, coupons: 1 })
    const peer = await startPeer(dataDir, stall)
    const figures: Figures = { peerStatements: peer.statements }
    for (const together of crowds) {
      const { ours, theirs } = await interleave(
        {
          ours: async () => {
            await peer.settle()
            return placeThroughForms(server, stall, together)
          },
          theirs: () => peer.place({ together, seconds }),
        },
        rounds,
      )
      Object.assign(figures, {
        ...named(`ours${together}Buyers`, 'PerSecond', spread(ours)),
        ...named(`pg${together}Buyers`, 'PerSecond', spread(theirs)),
        ...named(`orders${together}BuyersToPg`, 'Ratio', ratioOf(ours, theirs)),
      })
    }
    peer.stop()
    return figures
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function placeThroughForms(server: BuiltServer, stall: Stall, together: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: together })
  const began = performance.now()
  const until = began + seconds * 1000
  let placed = 0
  const buying = Array.from({ length: together }, async (_, place) => {
    for (let turn = place; performance.now() < until; turn += together) {
      const { cookie } = stall.buyers[turn % people] ?? { cookie: '' }
      const url = `${server.url}/buy/${stall.variant}`
      const answer = await ask({ url, cookie, form: orderForm(stall, randomUUID()), agent })
      if (orderOf(answer) === null) throw new Error(`an order was refused: ${answer.status}`)
      placed += 1
    }
  })
  await Promise.all(buying)
  agent.destroy()
  return rounded(placed / ((performance.now() - began) / 1000))
}

async function startPeer(dataDir: string, stall: Stall) {
  const child = fork(path.join(import.meta.dirname, 'orders-peer.ts'), [], {
    execArgv: ['--import', 'tsx'],
    cwd: projectRoot,
    env: { ...process.env, DATA_DIR: dataDir, DEMO: '1', LOG_LEVEL: 'warn' },
  })
  const heard = async <Message>() => ((await once(child, 'message')) as [Message])[0]
  const ready = heard<{ statements: number }>()
  child.send(stall)
  const { statements } = await ready
  return {
    statements,
    place: async (wish: { together: number; seconds: number }) => {
      const answer = heard<{ perSecond: number }>()
      child.send(wish)
      return (await answer).perSecond
    },
    /** What was ordered so far is paid: everybody may order anew. */
    settle: async () => {
      const answer = heard<{ settled: true }>()
      child.send('settle')
      await answer
    },
    stop: () => child.kill('SIGKILL'),
  }
}
