import { findVisitorByCookie } from '#app/features/identity/index.server.ts'
import { livePolicy } from '../policy.ts'
import type { Answer, Ask, AskName } from '../room-wire.ts'
import type { LiveRoom, Member } from '../socket/live-room.server.ts'
import { stirRoom, tellRules, tellStanding } from '../socket/room-news.server.ts'
import { tidy } from '../timeline/chat-rules.ts'
import { maskContacts } from '../timeline/contact-mask.ts'
import {
  liftSanction,
  listSilenced,
  postNotice,
  removeMessage,
  setRules,
  silence,
  type Moderator,
} from './moderation.server.ts'

interface Call<Name extends AskName> {
  moderator: Moderator
  room: LiveRoom
  /** The broadcast that runs; null at rest. */
  broadcastId: string | null
  input: Ask<Name>
}

/** Only for who moderates this room, asked again at every event: her role may have ended since she came. */
export function moderating<Name extends AskName>(work: (call: Call<Name>) => Promise<Answer<Name>>) {
  return async ({ connection, room }: Member, input: Ask<Name>): Promise<Answer<Name>> => {
    if (room === null) return { ok: false, reason: 'not-entered' }
    const visitor = await findVisitorByCookie(connection.cookie)
    if (visitor === null || !livePolicy['room.moderate'](visitor, room))
      return { ok: false, reason: 'not-allowed' }
    const moderator = { personId: visitor.personId, roomId: room.id, hostId: room.hostId }
    return work({ moderator, room, broadcastId: room.broadcast?.id ?? null, input })
  }
}

/** What the host and her assistants may do over the room's socket. */
export const moderationHandlers = {
  notice: moderating<'notice'>(async ({ moderator, broadcastId, input }) => {
    if (broadcastId === null) return { ok: false, reason: 'not-on-air' }
    // Like all that is said: a notice that leads elsewhere is what a stolen account would send.
    const text = maskContacts(tidy(input.text))
    if (text === '') return { ok: false, reason: 'empty' }
    const posted = await postNotice(moderator, { broadcastId, key: input.key, text })
    stirRoom(broadcastId)
    return posted
  }),

  remove: moderating<'remove'>(async ({ moderator, broadcastId, input }) => {
    if (broadcastId === null) return { ok: false, reason: 'gone' }
    const reason = tidy(input.reason)
    if (reason === '') return { ok: false, reason: 'bad-input' }
    const removed = await removeMessage(moderator, { broadcastId, seq: input.seq, reason })
    stirRoom(broadcastId)
    return removed
  }),

  silence: moderating<'silence'>(async ({ moderator, room, broadcastId, input }) => {
    if (broadcastId === null) return { ok: false, reason: 'gone' }
    const reason = tidy(input.reason)
    if (reason === '') return { ok: false, reason: 'bad-input' }
    const silenced = await silence(moderator, { broadcastId, ...input, reason })
    if (!silenced.ok) return silenced
    const { until, personId } = silenced.value
    await tellStanding({ roomId: room.id, personId })
    return { ok: true, value: { until } }
  }),

  lift: moderating<'lift'>(async ({ moderator, room, input }) => {
    const lifted = await liftSanction(moderator, input.sanction)
    if (!lifted.ok) return lifted
    await tellStanding({ roomId: room.id, personId: lifted.value.personId })
    return { ok: true, value: null }
  }),

  silenced: moderating<'silenced'>(async ({ room }) => ({
    ok: true,
    value: { people: await listSilenced(room.id) },
  })),

  setRules: moderating<'setRules'>(async ({ moderator, room, broadcastId, input }) => {
    const value = await setRules(moderator, input)
    await tellRules(room.id)
    if (broadcastId !== null) stirRoom(broadcastId)
    return { ok: true, value }
  }),
}
