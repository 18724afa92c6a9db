import { livePolicy } from '../policy.ts'
import { liveRooms } from '../socket/live-rooms.server.ts'
import { findSales } from './sales.server.ts'

/** Who moderates the room of this broadcast hears what it has brought so far. */
export async function tellSales(broadcastId: string): Promise<void> {
  const room = [...liveRooms().rooms.values()].find(({ broadcast }) => broadcast?.id === broadcastId)
  if (room === undefined) return
  const sales = await findSales(broadcastId)
  for (const { connection, visitor } of room.members)
    if (livePolicy['room.moderate'](visitor, room)) connection.tell('sales', sales)
}

/** This person has news: her open pages hear so, wherever they are. */
export function tellNews(personId: string): void {
  for (const { connection, visitor } of liveRooms().members.values())
    if (visitor?.personId === personId) connection.tell('news', {})
}
