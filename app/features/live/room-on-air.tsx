import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TopBar } from '#app/ui/top-bar.tsx'
import { LivePicture, PictureNote } from './player/live-picture.tsx'
import { PlayerControls } from './player/player-controls.tsx'
import { useLivePlayer, type LivePlayerView } from './player/use-live-player.ts'
import { RoomCorner } from './room-corner.tsx'
import { RoomStory } from './room-story.tsx'
import { RoomTags } from './room-tags.tsx'
import type { RoomView } from './rooms.ts'
import styles from './room-on-air.module.css'

/** The room while its picture runs, or is awaited: edge to edge on a phone, on dark water beside its story on a desktop. */
export function RoomOnAir({ room, now, onNews }: { room: RoomView; now: number; onNews: () => void }) {
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
        <RoomStory room={room} now={now} />
        <RoomCorner />
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
        <RoomTags room={room} className={styles.tags} />
      </div>
    </div>
  )
}
