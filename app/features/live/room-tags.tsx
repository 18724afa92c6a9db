import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { Tag } from '#app/ui/tag.tsx'
import type { RoomCard } from './rooms.ts'
import styles from './room-tags.module.css'

/** What must be known of a picture before it is believed: that it is live, and where it is only a demo. */
export function RoomTags({ room, className }: { room: RoomCard; className?: string }) {
  const { t } = useTranslation('live')
  return (
    <div className={clsx(styles.tags, className)}>
      {room.state === 'on-air' ? <Tag look="live">{t('onAir')}</Tag> : null}
      {room.host.demo ? <Tag look="veil">{t('demo')}</Tag> : null}
    </div>
  )
}
