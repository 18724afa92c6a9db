import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

export interface UpgradeRoutes {
  /** Each takes the upgrade, or answers false where it is for somebody else. */
  takers: readonly ((request: IncomingMessage, socket: Duplex, head: Buffer) => boolean)[]
  /** In development Vite's own listener takes its sockets. */
  vite: boolean
}

/** Leads upgraded sockets to whom they are for. One that is for nobody must not linger. */
export function routeUpgrades(http: Server, { takers, vite }: UpgradeRoutes): void {
  http.on('upgrade', (request, socket, head) => {
    // Node takes its own listener off an upgraded socket: a reset would end the process.
    socket.on('error', () => socket.destroy())
    if (takers.some((take) => take(request, socket, head))) return
    if (!vite || request.headers['sec-websocket-protocol'] !== 'vite-hmr') turnAway(socket)
  })
}

/** Also for a client that offered another protocol beside a plain request (`Upgrade: h2c`): it may ask again without. */
function turnAway(socket: Duplex): void {
  socket.once('finish', () => socket.destroy())
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
