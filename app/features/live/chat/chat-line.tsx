import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { Icon } from '#app/ui/icon.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { EntryView } from '../timeline/timeline.ts'
import styles from './chat-line.module.css'

/** One thing that was said or that happened, as a line of the chat. */
export function ChatLine({ entry }: { entry: EntryView }) {
  if (entry.kind === 'chat') return <Said entry={entry} />
  if (entry.kind === 'removal') return null
  const sold = entry.kind === 'order'
  return (
    <li className={clsx(styles.line, sold ? styles.sold : styles.notice)}>
      {sold ? <Icon name="basket" size="small" /> : null}
      <NoticeWords entry={entry} />
    </li>
  )
}

function Said({ entry: { by, text } }: { entry: Extract<EntryView, { kind: 'chat' }> }) {
  const { t } = useTranslation('chat')
  return (
    <li className={clsx(styles.line, styles[by.role])}>
      {by.role === 'viewer' ? (
        <span className={styles.name}>{by.name}</span>
      ) : (
        <>
          <span className={styles.role}>{t(`roles.${by.role}`)}</span>
          <span className="visually-hidden">{by.name}</span>
        </>
      )}
      <span>{text}</span>
    </li>
  )
}

/** What a notice says: in somebody's own words, or of what has changed. */
export function NoticeWords({ entry }: { entry: Exclude<EntryView, { kind: 'chat' | 'removal' }> }) {
  const { t } = useTranslation('chat')
  const { language } = usePreferences()
  switch (entry.kind) {
    case 'notice':
      return <>{'text' in entry.body ? entry.body.text : t(`notices.${entry.body.code}`)}</>
    case 'pin':
      return <>{entry.product && t('notices.pin', { title: entry.product.title })}</>
    case 'coupon':
      return <>{t('notices.coupon', { amount: formatFenShort(entry.coupon.amountFen) })}</>
    case 'order': {
      const { place, title, weightGrams, quantity } = entry.bought
      return (
        <>{t('notices.order', { place, title, weight: formatWeight(weightGrams * quantity, language) })}</>
      )
    }
    case 'sold_out':
      return <>{t('notices.soldOut', { title: entry.product.title })}</>
    case 'end':
      return <>{t('notices.end')}</>
  }
}
