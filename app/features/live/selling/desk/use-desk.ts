import { useEffect, useRef, useState } from 'react'
import type { ShelfItem } from '#app/features/shop/index.ts'
import { newKey } from '../../chat/pending-messages.ts'
import type { RoomLine } from '../../chat/room-line.ts'
import type { PinnedProduct } from '../../timeline/timeline.ts'
import { leftOf } from '../offers.ts'
import { failureOf, nextOnShelf, type DeskFailure } from './desk-view.ts'

export interface Desk {
  /** Null until they have come over the line. */
  items: readonly ShelfItem[] | null
  pinned: PinnedProduct | null
  next: ShelfItem | null
  /** What is asked for just now. */
  busy: boolean
  failure: DeskFailure | null
  /** Shows this product, or none. Answers whether it is shown. */
  pin: (product: string | null) => Promise<boolean>
  refresh: () => void
}

/** What whoever sells in the room has to hand, all of it over the line: her page must not be loaded anew on air. */
export function useDesk(line: RoomLine): Desk {
  const { items, refresh } = useShelfOverLine(line)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<DeskFailure | null>(null)
  // The same until it is answered: pressed again because the line was lost, it is one pin.
  const asked = useRef<{ product: string | null; key: string } | null>(null)
  const pin = async (product: string | null) => {
    if (busy) return false
    if (asked.current?.product !== product) asked.current = { product, key: newKey() }
    setBusy(true)
    const { key } = asked.current ?? { key: newKey() }
    const answer = await line.ask('pin', { key, product })
    setBusy(false)
    setFailure(answer.ok ? null : failureOf(answer.reason))
    if (answer.ok || answer.reason !== 'failed') asked.current = null
    return answer.ok
  }
  const pinned = line.offers.pinned?.product ?? null
  const next = items && nextOnShelf(items, pinned?.id ?? null)
  return { items, pinned, next, busy, failure, pin, refresh }
}

/** Asked for whenever the line opens, something was sold or another product is shown. */
function useShelfOverLine(line: RoomLine) {
  const [items, setItems] = useState<readonly ShelfItem[] | null>(null)
  const { status, sales, offers } = line
  const pinned = offers.pinned?.seq
  const latest = useRef(line)
  useEffect(() => {
    latest.current = line
  })
  const refresh = () => {
    void latest.current.ask('shelf', {}).then((answer) => {
      if (answer.ok) setItems(answer.value.items)
    })
  }
  useEffect(() => {
    if (status === 'open') refresh()
  }, [status, sales?.orders, pinned])
  return {
    items: items && items.map((item) => withStock(item, leftOf(offers, item.id))),
    refresh,
  }
}

function withStock(item: ShelfItem, stock: number | null | undefined): ShelfItem {
  return typeof stock === 'number' ? { ...item, stock } : item
}
