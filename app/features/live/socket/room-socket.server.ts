import { findOpenSessions, findVisitorByCookie } from '#app/features/identity/index.server.ts'
import { log } from '#app/kernel/log.server.ts'
import type { SocketConnection } from '#app/kernel/socket-hub.ts'
import { asks } from '../room-asks.ts'
import type { AskName } from '../room-wire.ts'
import { handlers, type Handler } from './asks.server.ts'
import { liveRooms } from './live-rooms.server.ts'
import type { Member } from './live-room.server.ts'

/** What the process attaches to its socket server (server/sockets). */
export const roomSocket = {
  connected(connection: SocketConnection): void {
    void memberOf(connection)
  },

  /** Answers one event, whatever a page may send. A bug of ours is logged once and answered with `failed`. */
  async answer(connection: SocketConnection, event: string, input: unknown): Promise<unknown> {
    const name = askNamed(event)
    if (name === null) return { ok: false, reason: 'bad-input' }
    const parsed = asks[name].safeParse(input)
    if (!parsed.success) return { ok: false, reason: 'bad-input' }
    try {
      const handler = handlers[name] as Handler<AskName>
      return await handler(await memberOf(connection), parsed.data)
    } catch (error) {
      log.error({ err: error, event: name }, 'an event of a room could not be answered')
      return { ok: false, reason: 'failed' }
    }
  },

  disconnected(connection: SocketConnection): void {
    const { members, knowing } = liveRooms()
    const letGo = (member: Member) => {
      members.delete(connection.id)
      member.room?.letGo(member)
    }
    // She may have gone before it was known who she is.
    knowing.get(connection)?.then(letGo, () => undefined)
  },
}

function askNamed(event: string): AskName | null {
  return Object.hasOwn(asks, event) ? (event as AskName) : null
}

function memberOf(connection: SocketConnection): Promise<Member> {
  const { knowing } = liveRooms()
  const known = knowing.get(connection)
  if (known !== undefined) return known
  const found = recognise(connection)
  knowing.set(connection, found)
  // A database that was away for a moment is asked again by the next event.
  found.catch(() => knowing.delete(connection))
  return found
}

async function recognise(connection: SocketConnection): Promise<Member> {
  const visitor = await findVisitorByCookie(connection.cookie)
  const member = { connection, visitor, room: null, slice: null }
  // She may have gone meanwhile.
  if (connection.isOpen()) liveRooms().members.set(connection.id, member)
  return member
}

/** Cuts whoever's session has ended since she connected: her page comes back as a stranger. One query for all. */
export async function cutEndedSessions(): Promise<void> {
  const signedIn = [...liveRooms().members.values()].filter(({ visitor }) => visitor !== null)
  const sessions = [...new Set(signedIn.map(({ visitor }) => visitor?.sessionId ?? ''))]
  if (sessions.length === 0) return
  const open = new Set(await findOpenSessions(sessions))
  for (const { connection, visitor } of signedIn) if (!open.has(visitor?.sessionId ?? '')) connection.cut()
}

/** The same at once, for a session that has just been ended. */
export function cutSession(sessionId: string): void {
  for (const { connection, visitor } of liveRooms().members.values())
    if (visitor?.sessionId === sessionId) connection.cut()
}
