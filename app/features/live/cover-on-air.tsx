import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '#app/ui/avatar.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Phrases } from '#app/ui/phrases.tsx'
import { Fact } from './fact.tsx'
import { LivePicture } from './player/live-picture.tsx'
import { useLivePlayer } from './player/use-live-player.ts'
import { RoomTags } from './room-tags.tsx'
import type { RoomCard } from './rooms.ts'
import styles from './cover-on-air.module.css'

/** The front page's cover: the live room itself, moving and silent. */
export function CoverOnAir({ room, onNews }: { room: RoomCard; onNews: () => void }) {
  const { t } = useTranslation('live')
  const [held, setHeld] = useState<boolean | null>(null)
  const calm = useCalm()
  const moving = held === null ? !calm : !held
  const view = useLivePlayer({
    room: room.slug,
    broadcast: room.broadcast?.id,
    onAir: room.state === 'on-air',
    quiet: true,
    playing: moving,
    onNews,
  })
  const title = room.broadcast?.title ?? room.title
  return (
    <section className={styles.cover} aria-label={title}>
      <div className={styles.picture}>
        <LivePicture view={view} cover={room.cover} name={t('picture', { title })} />
      </div>
      <RoomTags room={room} className={styles.tags} />
      <div className={styles.words}>
        <h1>
          <Phrases text={title} />
        </h1>
        <div className={styles.facts}>
          <p className={styles.host}>
            <Avatar name={room.host.name} picture={room.host.picture} />
            {room.host.name}
          </p>
          <Fact icon="pin">{room.place}</Fact>
        </div>
        {room.state === 'interrupted' ? <p role="status">{t('room.interrupted')}</p> : null}
        <ButtonLink to={`/live/${room.slug}`} look="main" className={styles.enter}>
          {t('enter')}
        </ButtonLink>
      </div>
      <Button
        look="veil"
        round
        icon={moving ? 'pause' : 'play'}
        className={styles.hold}
        onClick={() => setHeld(moving)}
      >
        {moving ? t('pausePicture') : t('playPicture')}
      </Button>
    </section>
  )
}

const noMotion = '(prefers-reduced-motion: reduce)'

/** True where she asked her device for less motion or less data: then the cover moves only when she asks it to. */
function useCalm(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(noMotion)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => window.matchMedia(noMotion).matches || savesData(),
    () => true,
  )
}

function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  return connection?.saveData === true
}
