import { useId, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Field, FieldErrors } from '#app/ui/field.tsx'
import { shrinkPhoto } from '#app/ui/photo-shrink.ts'
import { Sheet } from '#app/ui/sheet.tsx'
import { lessonDrawings } from './drawings.ts'
import { SelectField } from './select-field.tsx'
import { sendPicture } from './send-picture.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

interface PictureSheetProps {
  open: boolean
  /** The picture that is selected in the text: its words are changed. */
  chosen: { src: string; alt: string } | null
  onClose: () => void
  onPut: (picture: { src: string; alt: string }) => void
}

/** A photo of hers or one of our drawings, with what is in it in words. */
export function PictureSheet(props: PictureSheetProps) {
  const { t } = useTranslation('teach')
  return (
    <Sheet open={props.open} onClose={props.onClose} title={t('editor.pictureTitle')}>
      <PictureForm {...props} />
    </Sheet>
  )
}

function PictureForm({ chosen, onPut }: PictureSheetProps) {
  const { t } = useTranslation('teach')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const put = async (form: FormData) => {
    const alt = wordsIn(form, 'alt')
    if (chosen !== null) return onPut({ src: chosen.src, alt })
    const photo = form.get('photo')
    if (photo instanceof File && photo.size > 0) {
      setBusy(true)
      const small = await shrinkPhoto(photo)
      const sent = await sendPicture(small?.files[0] ?? photo)
      setBusy(false)
      return 'path' in sent ? onPut({ src: sent.path, alt }) : setError(sent.error)
    }
    const drawing = wordsIn(form, 'drawing')
    if (drawing === '') return setError('teach:editor.pictureChoose')
    onPut({ src: `/art/${drawing}.svg`, alt })
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!busy) void put(new FormData(event.currentTarget))
  }
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      {chosen === null ? <Choice /> : null}
      <Field
        name="alt"
        label={t('editor.pictureAlt')}
        hint={t('editor.pictureAltHint')}
        defaultValue={chosen?.alt}
        maxLength={300}
        required
      />
      <FieldErrors errors={error === null ? null : [error]} />
      <Button type="submit" aria-disabled={busy}>
        {t(busy ? 'editor.sending' : 'editor.put')}
      </Button>
    </form>
  )
}

function Choice() {
  const { t } = useTranslation('teach')
  const id = useId()
  return (
    <>
      <div className={styles.field}>
        <label htmlFor={id} className={styles.label}>
          {t('editor.pictureFile')}
        </label>
        <input
          id={id}
          type="file"
          name="photo"
          accept="image/jpeg,image/png,image/webp"
          className={styles.file}
          aria-describedby={`${id}-hint`}
        />
        <p id={`${id}-hint`} className={styles.hint}>
          {t('editor.pictureFileHint')}
        </p>
      </div>
      <SelectField name="drawing" label={t('editor.pictureDrawing')}>
        <option value="">{t('editor.noDrawing')}</option>
        {lessonDrawings.map((drawing) => (
          <option key={drawing} value={drawing}>
            {t(`drawings.${drawing}`)}
          </option>
        ))}
      </SelectField>
    </>
  )
}

function wordsIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
