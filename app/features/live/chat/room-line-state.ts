import type { Counts, Entered, Offers, RoomRules, Sales, Standing, Tell } from '../room-wire.ts'
import { countsOfOffers, entriesOfOffers, noOffers } from '../selling/offers.ts'
import type { EntryView } from '../timeline/timeline.ts'
import { beginAfter, hasHole, nothingYet, take, type EntryOrder } from './entry-order.ts'
import {
  addMessage,
  changeMessage,
  holdMessages,
  settleMessages,
  type PendingList,
  type Unsettled,
} from './pending-messages.ts'
import type { RoomLine } from './room-line.ts'

/** All that a page knows by its line to a room. */
export interface RoomLineState {
  status: RoomLine['status']
  /** The broadcast that `order` belongs to. */
  broadcast: string | null
  order: EntryOrder
  pending: PendingList
  /** What is offered now, whatever else has been said since. */
  offers: Offers
  sales: Sales | null
  counts: Counts
  rules: RoomRules
  standing: Standing
}

/** What the page's loader knew, before there is a line. */
export interface LineBeginning {
  broadcast: string | null
  standing: Standing
  counts?: Counts
  rules?: RoomRules
  /** The newest entries, without holes. */
  entries?: readonly EntryView[]
  offers?: Offers
}

export type LineEvent =
  | { type: 'lost' }
  | { type: 'entered'; value: Entered }
  | { type: 'entries'; broadcast: string; entries: readonly EntryView[]; last?: number }
  | ({ type: 'counts' } & Tell<'counts'>)
  | ({ type: 'offers' } & Tell<'offers'>)
  | { type: 'sales'; sales: Sales }
  | { type: 'rules'; rules: RoomRules }
  | { type: 'standing'; standing: Standing }
  | { type: 'liked'; count: number }
  | { type: 'kept'; messages: PendingList }
  | { type: 'said'; key: string; text: string }
  | { type: 'changed'; key: string; change: Partial<Unsettled> }
  | { type: 'discarded'; key: string }

export function beginLine({
  broadcast,
  standing,
  counts,
  rules,
  entries = [],
  offers = noOffers,
}: LineBeginning): RoomLineState {
  const first = entries[0]
  return {
    status: 'connecting',
    broadcast,
    order: first ? take(beginAfter(nothingYet, first.seq - 1), entries) : nothingYet,
    pending: [],
    offers,
    sales: null,
    counts: counts ?? { viewers: 0, likes: 0, last: 0 },
    rules: rules ?? { slowSeconds: 0, followersOnly: false },
    standing,
  }
}

export function nextLine(state: RoomLineState, event: LineEvent): RoomLineState {
  switch (event.type) {
    case 'lost':
      return { ...state, status: 'lost', pending: holdMessages(state.pending) }
    case 'entered':
      return afterEntering(state, event.value)
    case 'entries':
      return afterEntries(state, event)
    case 'counts':
      return event.broadcast === state.broadcast
        ? { ...state, counts: newerCounts(state.counts, event) }
        : state
    case 'offers':
      return event.broadcast === state.broadcast
        ? { ...state, offers: countsOfOffers(state.offers, event) }
        : state
    case 'sales':
      return { ...state, sales: event.sales }
    case 'rules':
      return { ...state, rules: event.rules }
    case 'standing':
      return { ...state, standing: event.standing }
    case 'liked':
      return { ...state, counts: { ...state.counts, likes: state.counts.likes + event.count } }
    default:
      return { ...state, pending: nextPending(state, event) }
  }
}

/** The `seq` that this page has to ask for everything after; null where it has none of this broadcast. */
export function lastOf({ order, broadcast }: RoomLineState, asked: string | null): number | null {
  return broadcast === asked ? order.upTo : null
}

/** behind: the server has more than it sent, which a batch on its way may bring · hole: only asking brings it. */
export function missing({ order, counts }: RoomLineState): 'hole' | 'behind' | null {
  if (hasHole(order)) return 'hole'
  return order.upTo !== null && counts.last > order.upTo ? 'behind' : null
}

function nextPending(
  { pending, order }: RoomLineState,
  event: Extract<LineEvent, { type: 'kept' | 'said' | 'changed' | 'discarded' }>,
): PendingList {
  switch (event.type) {
    case 'kept':
      return event.messages
    case 'said':
      return addMessage(pending, event)
    case 'changed':
      return settleMessages(changeMessage(pending, event.key, event.change), order.upTo)
    case 'discarded':
      return pending.filter(({ key }) => key !== event.key)
  }
}

function afterEntering(state: RoomLineState, value: Entered): RoomLineState {
  const broadcast = value.broadcast?.id ?? null
  const goesOn = broadcast === state.broadcast
  const before = goesOn ? state.order : nothingYet
  const first = value.entries[0]
  const begun = beginAfter(before, first ? first.seq - 1 : value.counts.last)
  const order = take(begun, value.entries)
  return {
    ...state,
    status: 'open',
    broadcast,
    order,
    pending: goesOn
      ? settleMessages(state.pending, order.upTo)
      : tooLate(state.pending, state.broadcast !== null),
    offers: value.offers,
    sales: value.sales,
    counts: goesOn ? newerCounts(state.counts, value.counts) : value.counts,
    rules: value.rules,
    standing: value.standing,
  }
}

/** What was meant for a broadcast that is over does not go into the next one by itself. */
function tooLate(pending: PendingList, isOver: boolean): PendingList {
  if (!isOver) return pending
  return pending.map((message) => ({ ...message, state: 'refused', reason: 'not-on-air' }))
}

function afterEntries(
  state: RoomLineState,
  { broadcast, entries, last = 0 }: Extract<LineEvent, { type: 'entries' }>,
): RoomLineState {
  if (broadcast !== state.broadcast) return state
  const order = take(state.order, entries)
  return {
    ...state,
    order,
    pending: settleMessages(state.pending, order.upTo),
    offers: entriesOfOffers(state.offers, entries),
    counts: { ...state.counts, last: Math.max(state.counts.last, last, order.upTo ?? 0) },
  }
}

/** Likes and entries only grow: an older figure on its way takes nothing back, nor her own likes. */
function newerCounts(before: Counts, { viewers, likes, last }: Counts): Counts {
  return { viewers, likes: Math.max(before.likes, likes), last: Math.max(before.last, last) }
}
