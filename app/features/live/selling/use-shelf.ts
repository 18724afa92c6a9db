import { useCallback, useState } from 'react'
import type { ShelfItem } from '#app/features/shop/index.ts'
import type { RoomLine } from '../chat/room-line.ts'
import { leftOf } from './offers.ts'

/** The shelf that the page came with, renewed by its loader or over the line, with what is left now where that is told. */
export function useShelf(line: RoomLine, first: readonly ShelfItem[]) {
  const [known, setKnown] = useState({ first, items: first })
  if (known.first !== first) setKnown({ first, items: first })
  const { ask, offers } = line
  const refresh = useCallback(() => {
    void ask('shelf', {}).then((answer) => {
      if (answer.ok) setKnown((before) => ({ ...before, items: answer.value.items }))
    })
  }, [ask])
  const items = known.items.map((item) => {
    const stock = leftOf(offers, item.id)
    return typeof stock === 'number' ? { ...item, stock } : item
  })
  return { items, refresh }
}
