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
import { ClipFind } from './clip-find.tsx'
import { ClipPlayer } from './clip-player.tsx'
import {
  eachReplay,
  sayMoment,
  type LessonClip,
  type LessonMedia,
  type ReplayChoice,
  type ReplayOffer,
} from './films.ts'
import { MediaForm, type MediaReply } from './media-form.tsx'
import { useReplayOffer } from './use-replay-offer.ts'
import './films-texts.ts'
import styles from './films.module.css'

/** A stretch's two ends, as the form's fields are called. */
const ends = ['from', 'to'] as const

/** The stretch of a replay that a draft's lesson shows: which replay, and from where to where. */
export function ClipField({ media, reply }: { media: LessonMedia; reply?: MediaReply | undefined }) {
  const { t } = useTranslation('films')
  const { lesson, clip } = media
  const { offer, find, ...finding } = useReplayOffer(media)
  if (offer === null) return null
  return (
    <div className={styles.field}>
      <p className="muted">{t('clip.hint')}</p>
      {clip ? <Now clip={clip} /> : null}
      <ClipFind lesson={lesson} offer={offer} onFind={find} {...finding} />
      {isEmpty(offer) ? (
        <p>{t('clip.none')}</p>
      ) : (
        <MediaForm lesson={lesson} deed="clip" reply={reply} search={searchOf(offer)}>
          {(answered) => <Stretch clip={clip} offer={offer} {...answered} />}
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

/** Nothing is there to choose from, whatever is looked for. */
function isEmpty({ find, before, replays }: ReplayOffer): boolean {
  return find === '' && before === '' && replays.length === 0
}

/** What keeps the same replays on the page that answers. */
function searchOf({ find, before }: ReplayOffer): string {
  if (find === '' && before === '') return ''
  return `?${new URLSearchParams({ find, before }).toString()}`
}

function Now({ clip: { replay, from, to } }: { clip: LessonClip }) {
  const { t } = useTranslation('films')
  if (replay === null) return <Note look="wrong">{t('clip.gone')}</Note>
  const [start, end] = [from, to].map((seconds) => sayMoment(seconds * 1000))
  return <p>{t('clip.now', { from: start, to: end, title: replay.title })}</p>
}

function Stretch({
  clip,
  offer,
  reply,
  done,
  busy,
}: {
  clip: LessonClip | null
  offer: ReplayOffer
  reply: FormReply | undefined
  done: boolean
  busy: boolean
}) {
  const { t } = useTranslation('films')
  const [chosen, setChosen] = useState(() => firstChosen({ clip, offer, reply }))
  // The lesson's own, and the one that is chosen, stay to choose whatever is looked for meanwhile.
  const replays = eachReplay([clip?.replay ?? null, chosen, ...offer.replays])
  const moments = useRef<HTMLDivElement>(null)
  const fieldOf = (name: string) => moments.current?.querySelector<HTMLInputElement>(`[name=${name}]`)
  const first = (seconds: number | undefined) => (seconds === undefined ? '' : sayMoment(seconds * 1000))
  const write = (name: string) => (seconds: number) => {
    const field = fieldOf(name)
    if (field) field.value = sayMoment(seconds * 1000)
  }
  return (
    <>
      <ReplayChoices
        replays={replays}
        reply={reply}
        chosen={chosen?.id ?? ''}
        onChoose={(id) => setChosen(replays.find((one) => one.id === id) ?? null)}
      />
      {chosen === null ? null : (
        <ClipPlayer
          key={chosen.id}
          replay={chosen.id}
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

function firstChosen({
  clip,
  offer,
  reply,
}: {
  clip: LessonClip | null
  offer: ReplayOffer
  reply: FormReply | undefined
}): ReplayChoice | null {
  const id = typedIn(reply, 'replay') ?? clip?.replay?.id
  return eachReplay([clip?.replay ?? null, ...offer.replays]).find((one) => one.id === id) ?? null
}

function ReplayChoices({
  replays,
  reply,
  chosen,
  onChoose,
}: {
  replays: readonly ReplayChoice[]
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
