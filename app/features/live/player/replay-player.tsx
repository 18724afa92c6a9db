import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openReplay } from './replay-source.ts'
import styles from './replay-player.module.css'

/** A recording, with the browser's own controls: she knows them from every other film on her phone. */
export function ReplayPlayer({ recording, cover, name }: { recording: string; cover: string; name: string }) {
  const { t } = useTranslation('live')
  const videoRef = useRef<HTMLVideoElement>(null)
  const [failed, setFailed] = useState(false)
  const url = `/replay/${recording}/index.m3u8`
  useEffect(() => {
    const video = videoRef.current
    if (video === null) return
    setFailed(false)
    return openReplay(video, url, () => setFailed(true))
  }, [url])
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- what was said live has no captions yet */}
      <video ref={videoRef} controls playsInline poster={cover} aria-label={name} className={styles.video} />
      <noscript>
        {/* eslint-disable-next-line jsx-a11y/media-has-caption -- as above */}
        <video controls playsInline src={url} aria-label={t('player.noScripts')} className={styles.video} />
      </noscript>
      {failed ? (
        <p role="alert" className={styles.failed}>
          {t('replay.failed')}
        </p>
      ) : null}
    </>
  )
}
