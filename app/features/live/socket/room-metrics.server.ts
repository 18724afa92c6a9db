import { Counter, Gauge, Histogram } from 'prom-client'
import { registry } from '#app/kernel/metrics.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import { liveRooms } from './live-rooms.server.ts'

/** What rises and falls, read when it is asked for. */
const levels: [name: string, help: string, read: () => number][] = [
  ['live_rooms', 'Rooms that somebody is in.', () => liveRooms().rooms.size],
  [
    'live_room_viewers',
    'Connections that are in a room.',
    () => [...liveRooms().rooms.values()].reduce((sum, room) => sum + room.members.size, 0),
  ],
  ['live_messages_waiting', 'Chat messages that wait for the next batch.', () => liveRooms().waiting.length],
]

function roomMetrics() {
  return singleton('room-metrics', () => {
    const registers = [registry()]
    for (const [name, help, read] of levels)
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read())
        },
      })
    return {
      messages: new Counter({
        name: 'live_messages_total',
        help: 'Chat messages by what the database decided about them; failed: it could not be asked.',
        labelNames: ['decision'],
        registers,
      }),
      ticks: new Histogram({
        name: 'live_tick_seconds',
        help: 'From the beginning of a batch until it was handed to the sockets.',
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
        registers,
      }),
    }
  })
}

/** Notes a batch that took so many milliseconds. */
export function countTick(milliseconds: number): void {
  roomMetrics().ticks.observe(milliseconds / 1000)
}

export function countDecision(decision: 'saved' | 'refused' | 'failed'): void {
  roomMetrics().messages.inc({ decision })
}
