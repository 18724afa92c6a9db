import { useTranslation } from 'react-i18next'
import { Avatar } from '#app/ui/avatar.tsx'
import { Phrases } from '#app/ui/phrases.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Fact } from './fact.tsx'
import { ReplayList } from './replay-list.tsx'
import type { RoomView } from './rooms.ts'
import { sayWhen } from './times.ts'
import styles from './room-story.module.css'

/** Who is on air, with what, from where and since when; beside the picture also her earlier broadcasts. */
export function RoomStory({ room, now }: { room: RoomView; now: number }) {
  const { t } = useTranslation('live')
  return (
    <section className={styles.side} aria-label={t('room.about')}>
      <HostCard room={room} />
      <About room={room} now={now} />
      <div className={styles.earlier}>
        <ReplayList replays={room.replays} now={now} heading={t('room.replays')} />
      </div>
    </section>
  )
}

function HostCard({ room }: { room: RoomView }) {
  return (
    <div className={styles.host}>
      <Avatar name={room.host.name} picture={room.host.picture} />
      <div>
        <p className={styles.name}>{room.host.name}</p>
        {room.title === room.broadcast?.title ? null : <p className={styles.roomName}>{room.title}</p>}
      </div>
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
