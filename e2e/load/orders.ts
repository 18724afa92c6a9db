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
import type { PeerPlaced, PeerRows, PeerWish } from './orders-peer.ts'
import { interleave, named, ratioOf, rounded, spread, type Figures } from './rounds.ts'
import type { Stall } from './stall.ts'

const crowds = [1, 20, 100] as const
const seconds = 4
const boxes = 1_000_000
/** Nobody leaves more than five orders unpaid: so many people take turns, a few at once. */
const people = 2000

/**
 * Orders placed a second through the page's own form, by 1, 20 and 100 signed-in buyers at once, all of one product,
 * against the same statements sent by `pg` from one process without pages, forms or sessions: as pg sends them by itself,
 * and prepared, as the application has them sent.
 */
export async function benchOrders(rounds: number): Promise<Figures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hongdao-orders-'))
  await chmod(folder, 0o755)
  const dataDir = path.join(folder, 'data')
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const server = await startBuiltServer({ dataDir, port, rtmpPort, environment: { LOG_LEVEL: 'warn' } })
  let peer: Peer | undefined
  try {
    const stall = await openStall(dataDir, { buyers: people, stock: boxes, coupons: 1 })
    const started = (peer = await startPeer(dataDir, stall))
    const figures: Figures = { peerStatements: started.statements }
    for (const together of crowds) {
      const {
        ours,
        theirs,
        named: prepared,
      } = await interleave(
        {
          ours: () => counted(started, () => placeThroughForms(server, stall, together)),
          theirs: () => counted(started, () => started.place({ together, seconds, named: false })),
          named: () => counted(started, () => started.place({ together, seconds, named: true })),
        },
        rounds,
      )
      Object.assign(figures, {
        ...named(`ours${together}Buyers`, 'PerSecond', spread(ours)),
        ...named(`pg${together}Buyers`, 'PerSecond', spread(theirs)),
        ...named(`pgPrepared${together}Buyers`, 'PerSecond', spread(prepared)),
        ...named(`orders${together}BuyersToPg`, 'Ratio', ratioOf(ours, theirs)),
        ...named(`orders${together}BuyersToPgPrepared`, 'Ratio', ratioOf(ours, prepared)),
      })
    }
    return figures
  } finally {
    peer?.stop()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Measures one side from a settled stall. Throws where the database has not exactly the rows of what was placed. */
async function counted(peer: Peer, place: () => Promise<PeerPlaced>): Promise<number> {
  const before = await peer.ask<PeerRows>('settle')
  const { placed, perSecond } = await place()
  const after = await peer.ask<PeerRows>('count')
  for (const kind of Object.keys(before) as (keyof PeerRows)[]) {
    const more = after[kind] - before[kind]
    if (more !== placed) throw new Error(`${placed} orders left ${more} more ${kind}`)
  }
  return rounded(perSecond)
}

async function placeThroughForms(server: BuiltServer, stall: Stall, together: number): Promise<PeerPlaced> {
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
  return { placed, perSecond: placed / ((performance.now() - began) / 1000) }
}

type Peer = Awaited<ReturnType<typeof startPeer>>

async function startPeer(dataDir: string, stall: Stall) {
  const child = fork(path.join(import.meta.dirname, 'orders-peer.ts'), [], {
    execArgv: ['--import', 'tsx'],
    cwd: projectRoot,
    env: { ...process.env, DATA_DIR: dataDir, DEMO: '1', LOG_LEVEL: 'warn' },
  })
  const ask = async <Answer>(wish: object | string): Promise<Answer> => {
    const left = new AbortController()
    const answered = once(child, 'message', { signal: left.signal })
    const gone = once(child, 'exit', { signal: left.signal })
    for (const outcome of [answered, gone]) outcome.catch(() => undefined)
    child.send(wish)
    try {
      return (
        await Promise.race([answered, gone.then(() => Promise.reject(new Error('the peer ended')))])
      )[0] as Answer
    } finally {
      left.abort()
    }
  }
  const { statements } = await ask<{ statements: number }>(stall)
  return {
    statements,
    ask,
    place: (wish: PeerWish) => ask<PeerPlaced>(wish),
    stop: () => child.kill('SIGKILL'),
  }
}
