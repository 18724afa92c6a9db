import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShelfItem } from '#app/features/shop/index.ts'
import { Icon } from '#app/ui/icon.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { ShelfList } from './shelf-list.tsx'
import styles from './shelf-button.module.css'

/** The id of the shelf on the page: where the button leads without scripts. */
export const shelfId = 'shelf'

/** Opens the shelf over the picture; without scripts it leads to the list below. */
export function ShelfButton({
  items,
  pinned,
  room,
  onOpen,
  className,
}: {
  items: readonly ShelfItem[]
  pinned: string | null
  room: string
  /** The sheet opens: what is left may have changed. */
  onOpen: () => void
  className?: string
}) {
  const { t } = useTranslation('live')
  const [open, setOpen] = useState(false)
  const show = (event: { preventDefault: () => void }) => {
    event.preventDefault()
    setOpen(true)
    onOpen()
  }
  return (
    <>
      <a
        href={`#${shelfId}`}
        role="button"
        className={className}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key === ' ') show(event)
        }}
      >
        <Icon name="basket" />
        <span>{t('selling.shelfShort')}</span>
        <span className={styles.number}>{items.length}</span>
      </a>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('selling.shelf')}>
        <ShelfList items={items} pinned={pinned} room={room} />
      </Sheet>
    </>
  )
}
