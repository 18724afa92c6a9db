import { Link } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#app/ui/icon.tsx'
import { ShareSheet } from './share-sheet.tsx'
import styles from './share-button.module.css'

export interface Shared {
  /** The room's name in the URL. */
  room: string
  title: string
  /** Complete. */
  url: string
}

/** Without scripts it leads to the poster; with them it offers all ways. */
export function ShareButton({ shared, className }: { shared: Shared; className?: string }) {
  const { t } = useTranslation('chat')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Link
        to={`/live/${shared.room}/poster`}
        role="button"
        className={className}
        onClick={(event) => {
          event.preventDefault()
          setOpen(true)
        }}
        onKeyDown={(event) => {
          if (event.key !== ' ') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        <Icon name="share" />
        <span className={styles.word}>{t('share.button')}</span>
      </Link>
      <ShareSheet shared={shared} open={open} onClose={() => setOpen(false)} />
    </>
  )
}
