import clsx from 'clsx'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BigPlay } from './big-play.tsx'
import type { LivePlayerView } from './use-live-player.ts'
import styles from './live-picture.module.css'

/** The moving picture over the room's cover, which shows until the first frame and while only sound is wanted. */
export function LivePicture({
  view,
  cover,
  name,
  onShape,
}: {
  view: LivePlayerView
  cover: string
  name: string
  /** Told once the picture's shape is known. */
  onShape?: (wide: boolean) => void
}) {
  const [wide, setWide] = useState(false)
  const [seen, setSeen] = useState(false)
  return (
    <>
      <img src={cover} alt="" className={styles.cover} />

      <video
        ref={view.videoRef}
        playsInline
        muted
        aria-label={name}
        data-stage={view.stage}
        className={clsx(styles.video, wide && styles.wide, seen && !view.soundOnly && styles.shown)}
        onPlaying={() => setSeen(true)}
        onResize={({ currentTarget }) => {
          const isWide = currentTarget.videoWidth > currentTarget.videoHeight
          setWide(isWide)
          onShape?.(isWide)
        }}
      />
    </>
  )
}

/** What there is to say about the picture, in words; and the play button where the browser wants a tap. */
export function PictureNote({ view, interrupted }: { view: LivePlayerView; interrupted: boolean }) {
  if (view.stage === 'needs-tap') return <BigPlay onTap={view.tap} />
  return (
    <div className={styles.note} role="status">
      <NoteWords view={view} interrupted={interrupted} />
    </div>
  )
}

function NoteWords({ view, interrupted }: { view: LivePlayerView; interrupted: boolean }) {
  const { t } = useTranslation('live')
  const { stage, soundOnly } = view
  if (stage === 'unsupported') return <p>{t('player.unsupported')}</p>
  if (interrupted && stage !== 'playing') {
    return (
      <>
        <p className={styles.strong}>{t('room.interrupted')}</p>
        <p>{t('room.interruptedHint')}</p>
      </>
    )
  }
  if (stage === 'connecting') return <p>{t('player.connecting')}</p>
  if (stage === 'reconnecting') return <p>{t('player.reconnecting')}</p>
  if (stage === 'waiting-for-host') return <p>{t('player.waitingForHost')}</p>
  return soundOnly ? <p>{t('player.soundOnlyNow')}</p> : null
}
