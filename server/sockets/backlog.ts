import type { Socket as Line } from 'engine.io'

/*
 * What waits for a page that does not read. Nothing that is sent to a page may make this grow beyond 256 kB: what goes to
 * all leaves out a page that is behind, and a page that asks without taking the answers is cut.
 */

/** Beyond so many waiting bytes a page is left out of what goes to all, and what it asks is refused. */
export const behindBytes = 64 * 1024
/** Beyond so many it is cut: it has asked faster than it takes the answers. */
export const lostBytes = 96 * 1024

interface Waiting {
  transport: { socket?: { bufferedAmount?: number; terminate?: () => void } }
  writeBuffer?: readonly { data?: unknown }[]
}

/** The bytes that wait in this process for one page: what the kernel has not taken, and what waits before that. */
export function backlogOf(line: Line): number {
  const { transport, writeBuffer } = line as unknown as Waiting
  let waiting = transport.socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer ?? []) if (typeof data === 'string') waiting += Buffer.byteLength(data)
  return waiting
}

/** At once, whatever still waits for it: a line that is not read would stay open until all of it is taken. */
export function cutLine(line: Line): void {
  const { transport } = line as unknown as Waiting
  line.close(true)
  transport.socket?.terminate?.()
}
