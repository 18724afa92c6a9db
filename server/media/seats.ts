import { Seat } from './seat.ts'
import type { SeatSurroundings } from './seat.ts'

export interface ChannelState {
  onAir: boolean
  /** The broadcast that is open here, on air or waiting for its publisher. */
  recording: string | null
}

export type Seats = ReturnType<typeof createSeats>

/** The rooms' seats, each made when it is first asked for. */
export function createSeats(around: SeatSurroundings) {
  const seats = new Map<string, Seat>()
  return {
    state(channel: string): ChannelState {
      const seat = seats.get(channel)
      return { onAir: seat?.onAir ?? false, recording: seat?.recording ?? null }
    },
    get(channel: string): Seat {
      const seat = seats.get(channel) ?? new Seat(channel, around)
      seats.set(channel, seat)
      return seat
    },
    anyOnAir: () => [...seats.values()].some((seat) => seat.onAir),
    forEach: (deed: (seat: Seat) => void) => seats.forEach(deed),
    stop: () => Promise.all([...seats.values()].map((seat) => seat.stop())),
  }
}
