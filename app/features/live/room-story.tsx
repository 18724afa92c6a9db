import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '#app/kernel/counts.ts'
import { Avatar } from '#app/ui/avatar.tsx'
import { Phrases } from '#app/ui/phrases.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Fact } from './fact.tsx'
import { FollowButton, useFollowing, type FollowStanding } from './follow-button.tsx'
import type { RoomView } from './rooms.ts'
import { sayWhen } from './times.ts'
import styles from './room-story.module.css'

interface HostProps {
  room: RoomView
  standing: FollowStanding
  /** She wants to follow and has to sign in first. */
  onSignIn: () => void
}

/** Who is on air, with what, from where and since when; beside the picture, the chat stands below. */
export function RoomStory({ now, children, ...host }: HostProps & { now: number; children: ReactNode }) {
  const { t } = useTranslation('live')
  return (
    <section className={styles.side} aria-label={t('room.about')}>
      <HostCard {...host} />
      <About room={host.room} now={now} />
      {children}
    </section>
  )
}

function HostCard({ room, standing, onSignIn }: HostProps) {
  const { t } = useTranslation('chat')
  const { language } = usePreferences()
  const following = useFollowing(room.slug, standing)
  return (
    <div className={styles.host}>
      <Avatar name={room.host.name} picture={room.host.picture} />
      <div className={styles.who}>
        <p className={styles.name}>{room.host.name}</p>
        {following.followers > 0 ? (
          <p className={styles.followers}>
            {t('followers', { number: formatCount(following.followers, language) })}
          </p>
        ) : null}
      </div>
      {standing.mayFollow ? (
        <FollowButton
          room={room.slug}
          signedIn={standing.signedIn}
          following={following}
          onSignIn={onSignIn}
          look="line"
          className={styles.follow}
        />
      ) : null}
    </div>
  )
}

function About({ room, now }: { room: RoomView; now: number }) {
  const { t } = useTranslation('live')
  const { language } = usePreferences()
  if (room.broadcast === null) return null
  return (
    <div className={styles.about}>
      <h1>
        <Phrases text={room.broadcast.title} />
      </h1>
      <div className={styles.facts}>
        <Fact icon="pin">{room.place}</Fact>
        <p>{t('startedAt', { time: sayWhen(room.broadcast.startedAt, now, language) })}</p>
      </div>
      {room.host.demo ? <p className={styles.demo}>{t('demoNotice')}</p> : null}
    </div>
  )
}
