import type { ShelfItem } from '#app/features/shop/index.ts'
import type { Refusal } from '../../room-wire.ts'

/** The next one on the shelf after what is on show now, sold-out ones passed over; the first where nothing is. Null for none. */
export function nextOnShelf(items: readonly ShelfItem[], pinned: string | null): ShelfItem | null {
  const place = items.findIndex(({ id }) => id === pinned)
  const after = [...items.slice(place + 1), ...items.slice(0, Math.max(0, place))]
  return after.find(({ id, stock }) => stock > 0 && id !== pinned) ?? null
}

const known = ['not-on-air', 'not-on-sale', 'no-shop', 'not-allowed'] as const
export type DeskFailure = (typeof known)[number] | 'failed'

/** How a refusal is told to who sells. */
export function failureOf(reason: Refusal): DeskFailure {
  return known.find((one) => one === reason) ?? 'failed'
}
