import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import { formatDuration } from '#app/kernel/clock.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Tag } from '#app/ui/tag.tsx'
import type { ReplayView, RoomCard } from './rooms.ts'
import { sayWhen } from './times.ts'
import styles from './front-lists.module.css'

/** Rooms that will be on air, by time. */
export function ComingRooms({ rooms, now }: { rooms: RoomCard[]; now: number }) {
  const { t } = useTranslation('live')
  const { language } = usePreferences()
  if (rooms.length === 0) return null
  return (
    <section className={styles.section}>
      <h2>{t('front.upcoming')}</h2>
      <ul className={styles.lines}>
        {rooms.map((room) => (
          <li key={room.slug}>
            <img src={room.cover} alt="" className={styles.thumb} loading="lazy" />
            <div className={styles.words}>
              <p className={styles.when}>{sayWhen(room.nextBroadcastAt ?? '', now, language)}</p>
              <b>{room.title}</b>
              <p className={styles.small}>{room.host.name}</p>
            </div>
            <ButtonLink to={`/live/${room.slug}`} look="soft">
              {t('front.look')}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Rooms on air beside the one on the cover. */
export function OtherRoomsOnAir({ rooms }: { rooms: RoomCard[] }) {
  const { t } = useTranslation('live')
  if (rooms.length === 0) return null
  return (
    <section className={styles.section}>
      <h2>{t('front.alsoOnAir')}</h2>
      <ul className={styles.cards}>
        {rooms.map((room) => (
          <li key={room.slug}>
            <Link to={`/live/${room.slug}`} className={styles.card}>
              <img src={room.cover} alt="" loading="lazy" />
              <Tag look="live">{t('onAir')}</Tag>
              <b>{room.broadcast?.title ?? room.title}</b>
              <span className={styles.small}>{room.host.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function ReplayCards({ replays, now }: { replays: ReplayView[]; now: number }) {
  const { t } = useTranslation('live')
  const { language } = usePreferences()
  if (replays.length === 0) return null
  return (
    <section className={styles.section}>
      <h2>{t('front.replays')}</h2>
      <ul className={styles.cards}>
        {replays.map((replay) => (
          <li key={replay.id}>
            <Link to={`/replay/${replay.id}`} className={styles.card}>
              <img src={replay.room.cover} alt="" loading="lazy" />
              <Tag look="veil">{formatDuration(replay.durationSeconds, language)}</Tag>
              <b>{replay.title}</b>
              <span className={styles.small}>
                {`${replay.room.host.name} · ${sayWhen(replay.startedAt, now, language)}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
