import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { Note } from '#app/ui/note.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { formatPosition } from '../film-time.ts'
import { ClipPlayer } from './clip-player.tsx'
import { sayMoment, type LessonClip, type LessonMedia } from './films.ts'
import { MediaForm, type MediaReply } from './media-form.tsx'
import './films-texts.ts'
import styles from './films.module.css'

/** A stretch's two ends, as the form's fields are called. */
const ends = ['from', 'to'] as const

/** The stretch of a replay that a draft's lesson shows: which replay, and from where to where. */
export function ClipField({ media, reply }: { media: LessonMedia; reply?: MediaReply | undefined }) {
  const { t } = useTranslation('films')
  const { lesson, clip } = media
  return (
    <div className={styles.field}>
      <p className="muted">{t('clip.hint')}</p>
      {clip ? <Now clip={clip} /> : null}
      {media.replays.length === 0 ? (
        <p>{t('clip.none')}</p>
      ) : (
        <MediaForm lesson={lesson} deed="clip" reply={reply}>
          {(answered) => <Stretch media={media} {...answered} />}
        </MediaForm>
      )}
      {clip ? (
        <MediaForm lesson={lesson} deed="drop-clip" reply={reply}>
          {({ busy }) => (
            <div>
              <Button type="submit" look="quiet" disabled={busy}>
                {t('clip.drop')}
              </Button>
            </div>
          )}
        </MediaForm>
      ) : null}
    </div>
  )
}

function Now({ clip: { replay, from, to } }: { clip: LessonClip }) {
  const { t } = useTranslation('films')
  if (replay === null) return <Note look="wrong">{t('clip.gone')}</Note>
  const [start, end] = [from, to].map((seconds) => sayMoment(seconds * 1000))
  return <p>{t('clip.now', { from: start, to: end, title: replay.title })}</p>
}

function Stretch({
  media: { clip, replays },
  reply,
  done,
  busy,
}: {
  media: LessonMedia
  reply: FormReply | undefined
  done: boolean
  busy: boolean
}) {
  const { t } = useTranslation('films')
  const [chosen, setChosen] = useState(typedIn(reply, 'replay') ?? clip?.replay?.id ?? '')
  const moments = useRef<HTMLDivElement>(null)
  const fieldOf = (name: string) => moments.current?.querySelector<HTMLInputElement>(`[name=${name}]`)
  const first = (seconds: number | undefined) => (seconds === undefined ? '' : sayMoment(seconds * 1000))
  const write = (name: string) => (seconds: number) => {
    const field = fieldOf(name)
    if (field) field.value = sayMoment(seconds * 1000)
  }
  return (
    <>
      <ReplayChoice replays={replays} reply={reply} chosen={chosen} onChoose={setChosen} />
      {chosen === '' ? null : (
        <ClipPlayer
          key={chosen}
          replay={chosen}
          stretch={() => [fieldOf('from')?.value ?? '', fieldOf('to')?.value ?? '']}
          onFrom={write('from')}
          onTo={write('to')}
        />
      )}
      <div ref={moments} className={styles.moments}>
        {ends.map((name) => (
          <ReplyField
            key={name}
            reply={reply}
            name={name}
            label={t(`clip.${name}`)}
            first={first(clip?.[name])}
            hint={t('clip.momentHint')}
            required
            autoComplete="off"
          />
        ))}
      </div>
      {done ? <Note>{t('clip.saved')}</Note> : null}
      <div>
        <Button type="submit" look="sea" disabled={busy}>
          {t('clip.save')}
        </Button>
      </div>
    </>
  )
}

function ReplayChoice({
  replays,
  reply,
  chosen,
  onChoose,
}: Pick<LessonMedia, 'replays'> & {
  reply: FormReply | undefined
  chosen: string
  onChoose: (id: string) => void
}) {
  const { t } = useTranslation('films')
  const { language } = usePreferences()
  const id = useId()
  return (
    <div className={styles.stack}>
      <label htmlFor={id} className={styles.label}>
        {t('clip.replay')}
      </label>
      <select
        id={id}
        name="replay"
        required
        value={chosen}
        className={styles.select}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        <option value="">{t('clip.chooseReplay')}</option>
        {replays.map((replay) => (
          <option key={replay.id} value={replay.id}>
            {t('clip.option', {
              ...{ title: replay.title, host: replay.host },
              day: formatDay(replay.startedAt, language, replay.startedAt),
              length: formatPosition(replay.seconds),
            })}
          </option>
        ))}
      </select>
      <FieldErrors errors={errorsOf(reply, 'replay')} />
    </div>
  )
}
