import { Link } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '#app/ui/avatar.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { Phrases } from '#app/ui/phrases.tsx'
import { PreferencesMenu } from '#app/ui/preferences-form.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Tag } from '#app/ui/tag.tsx'
import { TopBar } from '#app/ui/top-bar.tsx'
import { LivePicture, PictureNote } from './player/live-picture.tsx'
import { PlayerControls } from './player/player-controls.tsx'
import { useLivePlayer, type LivePlayerView } from './player/use-live-player.ts'
import { ReplayList } from './replay-list.tsx'
import type { RoomView } from './rooms.ts'
import { sayWhen } from './times.ts'
import styles from './room-on-air.module.css'

/** The room while its picture runs, or is awaited: edge to edge on a phone, on dark water beside its story on a desktop. */
export function RoomOnAir({ room, now, onNews }: { room: RoomView; now: number; onNews: () => void }) {
  const { t } = useTranslation('live')
  const view = useLivePlayer({
    room: room.slug,
    broadcast: room.broadcast?.id,
    onAir: room.state === 'on-air',
    onNews,
  })
  return (
    <div className={styles.room}>
      <div className={styles.bar}>
        <TopBar />
      </div>
      <main id="main" className={styles.main}>
        <Stage room={room} view={view} />
        <PlayerControls view={view} className={styles.controls} />
        <section className={styles.side} aria-label={t('room.about')}>
          <HostCard room={room} />
          <About room={room} now={now} />
          <div className={styles.earlier}>
            <ReplayList replays={room.replays} now={now} heading={t('room.replays')} />
          </div>
        </section>
        <div className={styles.corner}>
          <PreferencesMenu />
          <Link to="/" className={styles.leave} aria-label={t('leave')}>
            <Icon name="close" />
            <span className={styles.leaveWord}>{t('leaveShort')}</span>
          </Link>
        </div>
      </main>
    </div>
  )
}

function Stage({ room, view }: { room: RoomView; view: LivePlayerView }) {
  const { t } = useTranslation('live')
  const [wide, setWide] = useState(false)
  const title = room.broadcast?.title ?? room.title
  return (
    <div className={styles.stage}>
      <div className={styles.frame} data-wide={wide || undefined}>
        <LivePicture view={view} cover={room.cover} name={t('picture', { title })} onShape={setWide} />
        <noscript>
          {/* eslint-disable-next-line jsx-a11y/media-has-caption -- live speech has no captions yet */}
          <video
            controls
            playsInline
            poster={room.cover}
            src={`/live/${room.slug}/main.m3u8`}
            aria-label={t('player.noScripts')}
            className={styles.plain}
          />
        </noscript>
        <PictureNote view={view} interrupted={room.state === 'interrupted'} />
        <div className={styles.tags}>
          {room.state === 'on-air' ? <Tag look="live">{t('onAir')}</Tag> : null}
          {room.host.demo ? <Tag look="veil">{t('demo')}</Tag> : null}
          <Tag look="veil">
            <Icon name="pin" size="small" />
            {room.place}
          </Tag>
        </div>
      </div>
    </div>
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
      <p>{t('startedAt', { time: sayWhen(room.broadcast.startedAt, now, language) })}</p>
      {room.host.demo ? <p className={styles.demo}>{t('demoNotice')}</p> : null}
    </div>
  )
}
