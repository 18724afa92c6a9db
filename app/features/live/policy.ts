import { hasRole, identityPolicy, isAdministrator, type Visitor } from '#app/features/identity/index.ts'

/** What a decision about a room needs to know of it. */
interface AskedRoom {
  id: string
  hostId: string
  /** Open rooms are watched without sign-in. */
  open: boolean
}

/** Who may do what in a live room: rows of the one policy, which app/routes-policy.ts assembles. */
export const livePolicy = {
  'room.watch': mayWatch,
  'replay.watch': mayWatch,
  /** Going on air: the host alone; where everybody may watch, only with the privilege. */
  'room.publish': (visitor: Visitor, room: Pick<AskedRoom, 'hostId' | 'open'>) =>
    isHost(visitor, room) && (!room.open || hasPrivilege(visitor)),
  /** Her studio, also before she has the privilege: it says what is missing. */
  'room.host': (visitor: Visitor, room: Pick<AskedRoom, 'hostId'>) => isHost(visitor, room),
  /** Speaking in the chat; whether she is muted there, its own record says. */
  'room.speak': (visitor: Visitor, room: AskedRoom) => visitor !== null && mayWatch(visitor, room),
  /** Following its host: whoever may watch, but for the host herself. */
  'room.follow': (visitor: Visitor, room: AskedRoom) =>
    mayWatch(visitor, room) && identityPolicy['person.follow'](visitor, { personId: room.hostId }),
  /** Removing, muting, blocking, notices, slow mode. */
  'room.moderate': (visitor: Visitor, room: Pick<AskedRoom, 'id' | 'hostId'>) =>
    isHost(visitor, room) || isAssistant(visitor, room) || isAdministrator(visitor),
  /** Its title, plan, assistants and stream key. */
  'room.manage': (visitor: Visitor, room: Pick<AskedRoom, 'hostId'>) =>
    isHost(visitor, room) || isAdministrator(visitor),
  'room.open': (visitor: Visitor) => isAdministrator(visitor),
}

function mayWatch(visitor: Visitor, room: AskedRoom): boolean {
  return room.open || livePolicy['room.moderate'](visitor, room)
}

function isHost(visitor: Visitor, { hostId }: { hostId: string }): boolean {
  return visitor?.personId === hostId
}

function isAssistant(visitor: Visitor, { id }: { id: string }): boolean {
  return hasRole(visitor, 'assistant', `room:${id}`)
}

function hasPrivilege(visitor: Visitor): boolean {
  return visitor?.privileges.includes('broadcast_publicly') ?? false
}
