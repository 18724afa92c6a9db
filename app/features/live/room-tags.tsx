import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { formatCount } from '#app/kernel/counts.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Tag } from '#app/ui/tag.tsx'
import type { RoomCard } from './rooms.ts'
import styles from './room-tags.module.css'

/** What must be known of a picture before it is believed: that it is live, who else is there, and where it is only a demo. */
export function RoomTags({
  room,
  viewers = 0,
  className,
}: {
  room: RoomCard
  viewers?: number
  className?: string
}) {
  const { t } = useTranslation(['live', 'chat'])
  const { language } = usePreferences()
  return (
    <div className={clsx(styles.tags, className)}>
      {room.state === 'on-air' ? <Tag look="live">{t('onAir')}</Tag> : null}
      {viewers > 0 ? (
        <Tag look="veil">{t('chat:viewers', { number: formatCount(viewers, language) })}</Tag>
      ) : null}
      {room.host.demo ? <Tag look="veil">{t('demo')}</Tag> : null}
    </div>
  )
}
