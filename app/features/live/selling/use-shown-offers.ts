import { useMemo, useState } from 'react'
import type { RoomLine } from '../chat/room-line.ts'
import type { CouponView, EntryView, PinnedProduct } from '../timeline/timeline.ts'
import { useReached } from './use-reached.ts'

export interface ShownOffers {
  /** What the host speaks of where her picture is; null for nothing. */
  pinned: PinnedProduct | null
  /** Dropped by then and still open, the newest last. */
  coupons: readonly CouponView[]
  /** What stands in the chat by then. */
  entries: readonly EntryView[]
}

/** What is offered, as her picture has come to it: the one before stays until then. Everything else shows at once. */
export function useShownOffers(
  { offers, entries }: Pick<RoomLine, 'offers' | 'entries'>,
  playingAt: () => number | null,
): ShownOffers {
  const { coupons } = offers
  const timed = useMemo(
    () => [...entries.filter(isTimed), ...coupons, ...(offers.pinned ? [offers.pinned] : [])],
    [entries, coupons, offers.pinned],
  )
  const isReached = useReached(timed, playingAt)
  const [pinned, setPinned] = useState(offers.pinned)
  const due = offers.pinned
  if (due !== pinned && (due === null || isReached(due))) setPinned(due)
  return {
    pinned: pinned?.product ?? null,
    coupons: coupons.filter(isReached),
    entries: entries.filter((entry) => !isTimed(entry) || isReached(entry)),
  }
}

function isTimed({ kind }: EntryView): boolean {
  return kind === 'pin' || kind === 'coupon'
}
