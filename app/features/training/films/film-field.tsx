import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { formatDuration } from '#app/kernel/clock.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { CaptionsField } from './captions-field.tsx'
import { largestFilm, type FilmOnItsWay, type LessonFilm, type LessonMedia } from './films.ts'
import type { Sending } from './film-sender.ts'
import { FilmSending } from './film-sending.tsx'
import { MediaForm, type MediaReply } from './media-form.tsx'
import { useNewestMedia } from './use-newest-media.ts'
import { useFilmUpload } from './use-film-upload.ts'
import './films-texts.ts'
import styles from './films.module.css'

const accepted = 'video/mp4,video/quicktime,video/webm,.mp4,.m4v,.mov,.webm'

/** The film of a draft's lesson: sending it, what becomes of it, and its captions. */
export function FilmField({ media: first, reply }: { media: LessonMedia; reply?: MediaReply | undefined }) {
  const { t } = useTranslation('films')
  const { media, look } = useNewestMedia(first)
  const upload = useFilmUpload(media.lesson, look)
  const { sending } = upload
  const here = sending !== null && sending.phase !== 'sent' && sending.phase !== 'refused'
  const { lesson, film, underWay } = media
  const blocked =
    underWay !== null && underWay.state !== 'failed' && !(underWay.state === 'uploading' && underWay.hers)
  return (
    <div className={styles.field}>
      {film ? <Shown film={film} media={media} reply={reply} /> : <p className="muted">{t('film.none')}</p>}
      {here ? <FilmSending {...upload} sending={sending} /> : null}
      {!here && underWay ? <UnderWay underWay={underWay} lesson={lesson} reply={reply} /> : null}
      {sending?.phase === 'refused' ? <Refused word={sending.refusal ?? 'other'} /> : null}
      {here || blocked ? null : <ChooseFilm another={film !== null} onChoose={upload.choose} />}
      <noscript>
        <p className="small">{t('film.noScripts')}</p>
      </noscript>
      <CaptionsField lesson={lesson} captions={media.captions} reply={reply} />
    </div>
  )
}

function Shown({
  film,
  media: { lesson, captions },
  reply,
}: {
  film: LessonFilm
  media: LessonMedia
  reply: MediaReply | undefined
}) {
  const { t } = useTranslation('films')
  const { language } = usePreferences()
  return (
    <>
      <video
        key={film.src}
        controls
        playsInline
        preload="metadata"
        src={film.src}
        poster={film.poster ?? undefined}
        aria-label={t('film.watch')}
        className={styles.video}
      >
        <track
          key={captions}
          kind="captions"
          srcLang="zh"
          label={t('captions.title')}
          src={captions ?? undefined}
          default={captions !== null}
        />
      </video>
      <div className={styles.row}>
        <p>{t('film.length', { time: formatDuration(film.seconds, language) })}</p>
        <MediaForm lesson={lesson} deed="drop-film" reply={reply}>
          {({ busy }) => (
            <Button type="submit" look="quiet" disabled={busy}>
              {t('film.drop')}
            </Button>
          )}
        </MediaForm>
      </div>
    </>
  )
}

/** What was sent before, from here or elsewhere. */
function UnderWay({
  underWay,
  lesson,
  reply,
}: {
  underWay: FilmOnItsWay
  lesson: string
  reply: MediaReply | undefined
}) {
  const { t } = useTranslation('films')
  const { state, hers, bytes, arrived, failure } = underWay
  if (state === 'failed') return <Note look="wrong">{t(`failed.${failure ?? 'broken'}`)}</Note>
  const left = Math.ceil((bytes - arrived) / 1024 / 1024)
  return (
    <div className={styles.way}>
      {state === 'preparing' ? <progress className={styles.bar} aria-label={t('preparing.title')} /> : null}
      <p role="status">
        <b>
          {state === 'preparing'
            ? t('preparing.title')
            : hers
              ? t('sending.unfinished', { left })
              : t('sending.another')}
        </b>
      </p>
      {state === 'preparing' ? <p className="muted">{t('preparing.hint')}</p> : null}
      <MediaForm lesson={lesson} deed="give-up" reply={reply}>
        {({ busy }) => (
          <Button type="submit" look="quiet" disabled={busy}>
            {t(state === 'preparing' ? 'preparing.giveUp' : 'sending.giveUp')}
          </Button>
        )}
      </MediaForm>
    </div>
  )
}

const gigabytes = largestFilm / 1024 ** 3

function Refused({ word }: { word: NonNullable<Sending['refusal']> }) {
  const { t } = useTranslation('films')
  return (
    <Note look="wrong">{word === 'no-film' ? t('failed.no-film') : t(`refused.${word}`, { gigabytes })}</Note>
  )
}

function ChooseFilm({ another, onChoose }: { another: boolean; onChoose: (file: File) => void }) {
  const { t } = useTranslation('films')
  const field = useRef<HTMLInputElement>(null)
  // One may be chosen before the scripts have come to hear of it. A moment later: in development React mounts all twice.
  useEffect(() => {
    const soon = setTimeout(() => {
      if (field.current) take(field.current, onChoose)
    })
    return () => clearTimeout(soon)
  }, [onChoose])
  return (
    <label className={styles.choose}>
      <span className={styles.label}>{t(another ? 'film.another' : 'film.choose')}</span>
      <input
        ref={field}
        type="file"
        accept={accepted}
        className={styles.file}
        onChange={({ currentTarget }) => take(currentTarget, onChoose)}
      />
      <span className={styles.hint}>{t('film.hint', { gigabytes })}</span>
      {another ? <span className={styles.hint}>{t('film.captionsStay')}</span> : null}
    </label>
  )
}

/** Takes the film out of its field, so that the same can be chosen once more. */
function take(field: HTMLInputElement, onChoose: (file: File) => void): void {
  const film = field.files?.[0]
  field.value = ''
  if (film) onChoose(film)
}
