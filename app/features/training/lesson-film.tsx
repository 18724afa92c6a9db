import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openReplay } from '#app/features/live/index.ui.ts'
import { Icon } from '#app/ui/icon.tsx'
import { formatPosition } from './film-time.ts'
import type { Film, LessonView } from './lessons.server.ts'
import { usePlayed } from './use-played.ts'
import type { Reports } from './use-reports.ts'
import './learn-texts.ts'
import styles from './lesson-film.module.css'

const slow = 0.75

/** A film that goes on where she stopped, on whatever device; what was really played is told as it plays. */
export function LessonFilm({
  lesson,
  film,
  cover,
  reports,
}: {
  lesson: LessonView
  film: Exclude<Film, { kind: 'gone' }>
  cover: string
  reports: Reports
}) {
  const { t } = useTranslation('learn')
  const videoRef = useRef<HTMLVideoElement>(null)
  const [failed, setFailed] = useState(false)
  const begins = film.kind === 'replay' ? film.from : 0
  const broadcastId = film.kind === 'replay' ? film.broadcastId : null
  const resumeAt = usePlayed(videoRef, {
    lesson,
    begins,
    ends: film.kind === 'replay' ? film.to : null,
    reports,
  })
  useEffect(() => {
    const video = videoRef.current
    if (video === null || broadcastId === null) return
    const source = openReplay(video, `/replay/${broadcastId}/index.m3u8`, () => setFailed(true))
    return () => source.close()
  }, [broadcastId])
  const captions = film.kind === 'file' ? film.captions : null
  return (
    <div className={styles.film}>
      <video
        ref={videoRef}
        controls
        playsInline
        preload="metadata"
        poster={(film.kind === 'file' ? film.poster : null) ?? `/art/${cover}.svg`}
        src={film.kind === 'file' ? film.src : undefined}
        aria-label={t('lesson.video', { title: lesson.title.zh })}
        className={styles.video}
        onError={() => setFailed(film.kind === 'file')}
      >
        {/* A stretch of a broadcast has no captions; a film without any has an empty list. */}
        <track
          kind="captions"
          srcLang="zh"
          label={t('lesson.captions')}
          src={captions ?? undefined}
          default={captions !== null}
        />
      </video>
      {failed ? (
        <p role="alert" className={styles.failed}>
          {t('lesson.videoFailed')}
        </p>
      ) : null}
      <Controls video={videoRef} />
      <p className="muted small">
        {lesson.done
          ? t('lesson.watchedEnough')
          : resumeAt > 0
            ? t('lesson.resume', { time: formatPosition(resumeAt) })
            : t('lesson.watchMore')}
      </p>
      <noscript>
        <p className="small">{t('lesson.noScripts')}</p>
      </noscript>
    </div>
  )
}

/** Three large buttons for wet hands. */
function Controls({ video }: { video: React.RefObject<HTMLVideoElement> }) {
  const { t } = useTranslation('learn')
  const [playing, setPlaying] = useState(false)
  const [slowed, setSlowed] = useState(false)
  useEffect(() => {
    const element = video.current
    if (element === null) return
    const note = () => setPlaying(!element.paused)
    for (const event of ['play', 'pause', 'ended']) element.addEventListener(event, note)
    return () => {
      for (const event of ['play', 'pause', 'ended']) element.removeEventListener(event, note)
    }
  }, [video])
  const press = (deed: (element: HTMLVideoElement) => void) => () => {
    if (video.current) deed(video.current)
  }
  return (
    <div className={styles.controls}>
      <button type="button" onClick={press((element) => (element.currentTime -= 15))}>
        <Icon name="back15" />
        {t('lesson.back15')}
      </button>
      <button
        type="button"
        className={styles.play}
        onClick={press(
          (element) => void (element.paused ? element.play().catch(() => undefined) : element.pause()),
        )}
      >
        <Icon name={playing ? 'pause' : 'play'} />
        {t(playing ? 'lesson.pause' : 'lesson.play')}
      </button>
      <button
        type="button"
        onClick={press((element) => {
          element.playbackRate = slowed ? 1 : slow
          setSlowed(!slowed)
        })}
      >
        <Icon name="speed" />
        {t(slowed ? 'lesson.normal' : 'lesson.slower')}
      </button>
    </div>
  )
}
