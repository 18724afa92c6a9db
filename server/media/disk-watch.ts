import type { DiskRoom } from '../free-space.ts'
import type { MediaLog } from './log.ts'
import type { Seats } from './seats.ts'

interface DiskWatchOptions {
  ask: () => Promise<DiskRoom>
  everyMs: number
  seats: Pick<Seats, 'anyOnAir' | 'forEach'>
  log: MediaLog
}

/**
 * While anyone is on air, asks for the disk's room, one question at a time: warns publishers when it is low, and ends
 * their broadcasts before nothing can be written any more. Answers how to stop.
 */
export function watchDisk({ ask, everyMs, seats, log }: DiskWatchOptions): () => void {
  let asking = false
  let known: DiskRoom = 'plenty'

  async function look(): Promise<void> {
    asking = true
    try {
      const room = await ask()
      if (room !== known) log.warn({ room, before: known }, 'the room on the disk for recordings changed')
      known = room
      if (room === 'low') seats.forEach((seat) => seat.warnOfDisk())
      if (room === 'full') seats.forEach((seat) => seat.endForFullDisk())
    } catch (error) {
      log.error({ err: error }, 'the disk could not be asked for its room')
    } finally {
      asking = false
    }
  }

  const timer = setInterval(() => {
    if (!asking && seats.anyOnAir()) void look()
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
