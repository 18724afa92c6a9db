import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import './teach-texts.ts'
import styles from './teach.module.css'

/** One place up or down, from the place where the page shows it: pressed twice, it moves once. */
export function MoveButtons({
  deed,
  title,
  place,
  isFirst,
  isLast,
  children,
}: {
  deed: 'move-module' | 'move-lesson'
  /** What is moved, for those who hear the buttons. */
  title: string
  place: number
  isFirst: boolean
  isLast: boolean
  /** Hidden fields that say what is moved. */
  children: ReactNode
}) {
  const { t } = useTranslation('teach')
  return (
    <Form method="post" className={styles.row} preventScrollReset>
      <input type="hidden" name="deed" value={deed} />
      <input type="hidden" name="place" value={place} />
      {children}
      <Button
        type="submit"
        look="soft"
        name="way"
        value="up"
        disabled={isFirst}
        aria-label={t('outline.upNamed', { title })}
      >
        {t('outline.up')}
      </Button>
      <Button
        type="submit"
        look="soft"
        name="way"
        value="down"
        disabled={isLast}
        aria-label={t('outline.downNamed', { title })}
      >
        {t('outline.down')}
      </Button>
    </Form>
  )
}
