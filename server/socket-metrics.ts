import { Counter, Gauge, type Registry } from 'prom-client'
import type { Sockets } from './sockets/sockets.ts'

/** The sockets' figures, read when they are asked for. */
export function countSockets(registry: Registry, sockets: Sockets): void {
  const registers = [registry]
  new Gauge({
    name: 'socket_connections',
    help: 'Open sockets of pages.',
    registers,
    collect() {
      this.set(sockets.connections())
    },
  })
  new Counter({
    name: 'socket_skipped_sends_total',
    help: 'Messages left out for a page that had not taken its last one yet: it asks for them later.',
    registers,
    collect() {
      this.reset()
      this.inc(sockets.skipped())
    },
  })
  new Gauge({
    name: 'socket_most_buffered_bytes',
    help: 'The most bytes that wait in this process for one page.',
    registers,
    collect() {
      this.set(sockets.mostBuffered())
    },
  })
}
