import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openReplay } from '#app/features/live/index.ui.ts'
import { Button } from '#app/ui/button.tsx'
import { readMoment } from './films.ts'
import './films-texts.ts'
import styles from './films.module.css'

/** A replay to play to the spot at which the clip begins or ends, and to watch the clip once. Seconds. */
export function ClipPlayer({
  replay,
  stretch,
  onFrom,
  onTo,
}: {
  replay: string
  /** From where to where, as it is typed at the moment. */
  stretch: () => [string, string]
  onFrom: (seconds: number) => void
  onTo: (seconds: number) => void
}) {
  const { t } = useTranslation('films')
  const videoRef = useRef<HTMLVideoElement>(null)
  const endRef = useRef(Number.POSITIVE_INFINITY)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const video = videoRef.current
    if (video === null) return
    const source = openReplay(video, `/replay/${replay}/index.m3u8`, () => setFailed(true))
    return () => source.close()
  }, [replay])
  const preview = () => {
    const video = videoRef.current
    const [from, to] = stretch().map(readMoment)
    if (video === null || from === null || from === undefined) return
    endRef.current = to === null || to === undefined ? Number.POSITIVE_INFINITY : to / 1000
    video.currentTime = from / 1000
    void video.play().catch(() => undefined)
  }
  const here = (say: (seconds: number) => void) => () => {
    if (videoRef.current) say(videoRef.current.currentTime)
  }
  return (
    <div className={styles.stack}>
      {/* A broadcast has no captions. */}
      <video
        ref={videoRef}
        controls
        playsInline
        preload="metadata"
        aria-label={t('clip.player')}
        className={styles.video}
        onTimeUpdate={({ currentTarget: video }) => {
          if (video.currentTime < endRef.current) return
          endRef.current = Number.POSITIVE_INFINITY
          video.pause()
        }}
      >
        <track kind="captions" />
      </video>
      {failed ? <p role="alert">{t('clip.failed')}</p> : null}
      <div className={styles.row}>
        <Button look="line" onClick={here(onFrom)}>
          {t('clip.fromHere')}
        </Button>
        <Button look="line" onClick={here(onTo)}>
          {t('clip.toHere')}
        </Button>
        <Button look="soft" icon="play" onClick={preview}>
          {t('clip.preview')}
        </Button>
      </div>
    </div>
  )
}
