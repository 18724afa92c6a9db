import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BigPlay } from './big-play.tsx'
import { openReplay, type ReplaySource } from './replay-source.ts'
import styles from './replay-player.module.css'

/** What was said until so long after the last picture is shown with it, in milliseconds. */
const saidAfterwards = 10_000

/** A moment of the recording that she wishes to see: `press` is another number for each wish. */
export interface WishedMoment {
  /** When it was live, in milliseconds since the epoch. */
  date: number
  press: number
  /** Whether she pressed for it, so that it plays from there. */
  plays: boolean
}

/** A recording, begun by one tap anywhere on it; then with the browser's own controls, known from every other film. */
export function ReplayPlayer({
  recording,
  cover,
  name,
  wished,
  onDate,
}: {
  recording: string
  cover: string
  name: string
  wished: WishedMoment | null
  /** Told, a few times a second, when what is seen now was live (ms since the epoch). */
  onDate: (date: number) => void
}) {
  const { t } = useTranslation('live')
  const videoRef = useRef<HTMLVideoElement>(null)
  const sourceRef = useRef<ReplaySource | null>(null)
  const [failed, setFailed] = useState(false)
  const [standing, setStanding] = useState<'unready' | 'ready' | 'begun'>('unready')
  const url = `/replay/${recording}/index.m3u8`
  useEffect(() => {
    const video = videoRef.current
    if (video === null) return
    setFailed(false)
    setStanding('ready')
    const source = openReplay(video, url, () => setFailed(true))
    sourceRef.current = source
    return () => {
      sourceRef.current = null
      source.close()
    }
  }, [url])
  const tellDate = (ahead = 0) => {
    const date = sourceRef.current?.playingDate() ?? null
    if (date !== null) onDate(date + ahead)
  }
  useEffect(() => {
    // The button that had the focus is gone.
    if (standing === 'begun') videoRef.current?.focus({ preventScroll: true })
  }, [standing])
  const seek = useRef((_moment: WishedMoment) => {})
  useEffect(() => {
    seek.current = ({ date, plays }) => {
      sourceRef.current?.seek(date)
      if (plays) begin()
    }
  })
  useEffect(() => {
    if (wished !== null) seek.current(wished)
  }, [wished, url])
  const begin = () => {
    const video = videoRef.current
    if (video === null) return
    // Where the recording is attached only after her tap, the play that she asked for is broken off and begins anew.
    video.autoplay = true
    video.play().catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== 'AbortError') setFailed(true)
    })
  }
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- what was said live has no captions yet */}
      <video
        ref={videoRef}
        // Until she has tapped, the one large button is all there is to press.
        controls={standing !== 'ready' || failed}
        playsInline
        poster={cover}
        aria-label={name}
        className={styles.video}
        onPlay={() => setStanding('begun')}
        onTimeUpdate={() => tellDate()}
        onSeeking={() => tellDate()}
        onSeeked={() => tellDate()}
        onEnded={() => tellDate(saidAfterwards)}
      />
      <noscript>
        {/* eslint-disable-next-line jsx-a11y/media-has-caption -- as above */}
        <video controls playsInline src={url} aria-label={t('player.noScripts')} className={styles.video} />
      </noscript>
      {standing === 'ready' && !failed ? <BigPlay onTap={begin} /> : null}
      {failed ? (
        <p role="alert" className={styles.failed}>
          {t('replay.failed')}
        </p>
      ) : null}
    </>
  )
}
