import { log } from '#app/kernel/log.server.ts'
import { forgetQuietChatters } from './live-rooms.server.ts'
import { tickOffers } from '../selling/selling-ticks.server.ts'
import { followOutdatedRooms } from './room-news.server.ts'
import { cutEndedSessions } from './room-socket.server.ts'
import { tickCounts, tickRooms } from './tick.server.ts'

/** What beats in the live rooms; the process calls each again when it is over. None of them rejects. */
export const roomTicks = {
  messages: () => saying('messages', tickRooms().then(followOutdatedRooms)),
  counts: () => saying('counts', tickCounts().then(tickOffers)),
  sessions: () =>
    saying(
      'sessions',
      cutEndedSessions().finally(() => forgetQuietChatters()),
    ),
}

async function saying(beat: string, work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    log.error({ err: error, beat }, 'a beat of the live rooms failed')
  }
}
