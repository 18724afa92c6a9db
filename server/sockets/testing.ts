import { createServer } from 'node:http'
import type { Logger } from 'pino'
import { singleton } from '#app/kernel/singleton.ts'
import { closeServer, listen } from '../http/listen.ts'
import { routeUpgrades } from '../http/upgrade.ts'
import type { SocketLimits } from './socket-places.ts'
import { createSockets, type SocketAnswers } from './sockets.ts'
import { keepTicking, type Ticks } from './ticking.ts'

/** For tests: the socket server on a port of its own, its rooms ticking as in the process. One in a test file. */
export async function serveSockets(options: {
  answers: () => SocketAnswers
  ticks?: () => Ticks
  limits?: Partial<SocketLimits>
  log: Logger
}) {
  const http = createServer()
  const sockets = singleton('socket-hub', () =>
    createSockets({
      answers: async () => options.answers(),
      allowedOrigins: ['https://hongdao.example'],
      addressOf: (request) => request.headers['x-address']?.toString() ?? '127.0.0.1',
      limits: options.limits,
      log: options.log,
    }),
  )
  routeUpgrades(http, { takers: [sockets.handleUpgrade], vite: false })
  const port = await listen(http, { port: 0, host: '127.0.0.1' })
  const { ticks } = options
  const stopTicking = ticks && keepTicking(async () => ({ roomTicks: ticks() }))
  return {
    sockets,
    port,
    stop: async () => {
      await stopTicking?.()
      await sockets.stop()
      await closeServer(http, 100)
    },
  }
}
