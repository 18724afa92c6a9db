import type {
  Answer,
  Ask,
  AskName,
  Counts,
  Offers,
  RoomRules,
  Sales,
  SayRefusal,
  Standing,
} from '../room-wire.ts'
import type { EntryView } from '../timeline/timeline.ts'

/** A message that she sent and that is not on the timeline yet. */
export interface PendingMessage {
  key: string
  text: string
  /** waiting: no line to the server, it goes by itself when there is one. */
  state: 'sending' | 'waiting' | 'refused'
  reason: SayRefusal | 'failed' | null
}

/** A page's line to a live room, as `useRoomLine` gives it. */
export interface RoomLine {
  status: 'connecting' | 'open' | 'lost'
  /** What is to be seen, oldest first: removed messages and removals are left out. */
  entries: readonly EntryView[]
  pending: readonly PendingMessage[]
  offers: Offers
  /** What the broadcast has brought; null but for who moderates. */
  sales: Sales | null
  counts: Counts
  rules: RoomRules
  standing: Standing
  say: (text: string) => void
  retry: (key: string) => void
  discard: (key: string) => void
  like: () => void
  /** Connects anew under the session of this moment, as after signing in. */
  renew: () => void
  /** She follows the host from now on, by something else than the button. */
  followed: () => void
  /** Any other event of the wire. */
  ask: <Name extends AskName>(name: Name, input: Ask<Name>) => Promise<Answer<Name>>
}
