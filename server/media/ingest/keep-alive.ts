import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

/**
 * Pings every connection; one from which not a byte came since the last ping is dropped. A frame that is under way is a
 * sign of life as well: on a line that was held up the pong waits behind it.
 */
export function keepConnectionsAlive(pingMs: number) {
  const watched = new Map<WebSocket, { socket: Socket; heard: number }>()
  const timer = setInterval(() => {
    for (const [connection, one] of watched) {
      const { bytesRead } = one.socket
      if (bytesRead === one.heard) {
        connection.terminate()
        continue
      }
      one.heard = bytesRead
      connection.ping()
    }
  }, pingMs)
  timer.unref()
  return {
    watch(connection: WebSocket, socket: Socket) {
      watched.set(connection, { socket, heard: -1 })
      connection.on('close', () => watched.delete(connection))
    },
    stop: () => clearInterval(timer),
  }
}
