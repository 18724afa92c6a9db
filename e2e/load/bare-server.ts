/**
 * The limit that the origin is measured against: Node's own http server answering a Buffer it already holds.
 * Runs as a child process; the parent sends what to answer, the child says on which port.
 */
import { createServer, type OutgoingHttpHeaders } from 'node:http'

export interface BareAnswer {
  headers: OutgoingHttpHeaders
  bodyBase64: string
}

let headers: OutgoingHttpHeaders = {}
let body = Buffer.alloc(0)

const server = createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
})

process.on('message', (answer: BareAnswer) => {
  headers = answer.headers
  body = Buffer.from(answer.bodyBase64, 'base64')
  process.send?.('changed')
})
process.on('disconnect', () => process.exit(0))

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
})
