import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf } from '#app/ui/form-reply.ts'
import { Note } from '#app/ui/note.tsx'
import { largestCaptions } from './films.ts'
import { MediaForm, type MediaReply } from './media-form.tsx'
import './films-texts.ts'
import styles from './films.module.css'

/** The captions of a video lesson: a file that is sent, replaced or taken away. */
export function CaptionsField({
  lesson,
  captions,
  reply,
}: {
  lesson: string
  captions: string | null
  reply: MediaReply | undefined
}) {
  const { t } = useTranslation('films')
  const id = useId()
  return (
    <section className={styles.part} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('captions.title')}</h3>
      <p className="muted">{t(captions ? 'captions.there' : 'captions.none')}</p>
      <MediaForm lesson={lesson} deed="captions" reply={reply} encType="multipart/form-data">
        {({ reply: refused, done, busy }) => (
          <>
            <label htmlFor={id} className={styles.label}>
              {t('captions.choose')}
            </label>
            <input
              id={id}
              type="file"
              name="file"
              required
              accept=".srt,.vtt,text/vtt,application/x-subrip"
              className={styles.file}
              aria-describedby={`${id}-hint`}
              onChange={({ currentTarget: input }) => {
                // What the server would not even read is not sent.
                const isTooBig = (input.files?.[0]?.size ?? 0) > largestCaptions
                input.setCustomValidity(isTooBig ? t('captions.tooBig') : '')
              }}
            />
            <p id={`${id}-hint`} className={styles.hint}>
              {t('captions.hint')}
            </p>
            <FieldErrors errors={errorsOf(refused, 'file')} />
            {done ? <Note>{t('captions.saved')}</Note> : null}
            <div>
              <Button type="submit" look="line" disabled={busy}>
                {t(captions ? 'captions.replace' : 'captions.send')}
              </Button>
            </div>
          </>
        )}
      </MediaForm>
      {captions ? (
        <MediaForm lesson={lesson} deed="drop-captions" reply={reply}>
          {({ busy }) => (
            <div>
              <Button type="submit" look="quiet" disabled={busy}>
                {t('captions.drop')}
              </Button>
            </div>
          )}
        </MediaForm>
      ) : null}
    </section>
  )
}
