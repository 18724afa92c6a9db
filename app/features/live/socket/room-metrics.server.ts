import { Counter, Gauge, Histogram } from 'prom-client'
import { registry } from '#app/kernel/metrics.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import { liveRooms } from './live-rooms.server.ts'

function roomMetrics() {
  return singleton('room-metrics', () => {
    const registers = [registry()]
    new Gauge({
      name: 'live_room_viewers',
      help: 'Connections that are in a room.',
      registers,
      collect() {
        this.set([...liveRooms().rooms.values()].reduce((sum, room) => sum + room.members.size, 0))
      },
    })
    new Gauge({
      name: 'live_messages_waiting',
      help: 'Chat messages that wait for the next batch.',
      registers,
      collect() {
        this.set(liveRooms().waiting.length)
      },
    })
    return {
      messages: new Counter({
        name: 'live_messages_total',
        help: 'Chat messages decided by the database.',
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
export function countTick(milliseconds: number, messages: number): void {
  const { ticks, messages: counter } = roomMetrics()
  ticks.observe(milliseconds / 1000)
  counter.inc(messages)
}
