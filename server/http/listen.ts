import { readFileSync } from 'node:fs'
import { createServer as createHttp, type RequestListener, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'

/** The address cannot be listened on; the message is the one line that the administrator needs. */
export class CannotListenError extends Error {
  override name = 'CannotListenError'
}

/** `tls` holds file names; without it the server speaks plain http, as behind a proxy. */
export function createWebServer(
  tls: { cert: string; key: string } | undefined,
  listener: RequestListener,
): Server {
  if (tls === undefined) return createHttp(listener)
  return createHttps({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) }, listener)
}

/** Resolves with the port that was taken up (asked for port 0, the system chooses). */
export function listen(server: Server, { port, host }: { port: number; host: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new CannotListenError(whyNot(error, port, host), { cause: error }))
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function whyNot(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE') {
    return `端口 ${port} 已被别的程序占用，请换一个，例如 PORT=${port + 1} npm start · Port ${port} is taken: stop the other program or choose another, e.g. PORT=${port + 1} npm start`
  }
  if (error.code === 'EACCES') {
    return `没有权限使用端口 ${port}（1024 以下要管理员）· No permission to listen on port ${port}: ports below 1024 belong to the administrator`
  }
  return `无法监听 ${host}:${port} · Cannot listen on ${host}:${port}: ${error.message}`
}

/** Stops taking requests, lets those under way finish for `graceMs`, then cuts what is left. */
export function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A kept-alive connection becomes idle only when its last answer is out: sweep until none is left.
    const sweep = setInterval(() => {
      server.closeIdleConnections()
    }, 50)
    const cut = setTimeout(() => {
      server.closeAllConnections()
    }, graceMs)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      resolve()
    })
  })
}
