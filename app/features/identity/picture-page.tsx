import { Form } from '@remix-run/react'
import { useState, type ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '#app/ui/avatar.tsx'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { drawingPath, drawings } from './drawings.ts'
import { shrinkPhoto } from '#app/ui/photo-shrink.ts'
import './account-texts.ts'
import styles from './picture-page.module.css'

/** Her picture: a photo of her own, or one of our drawings. */
export function PicturePage({
  name,
  picture,
  reply,
}: {
  name: string
  picture: string | null
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('account')
  return (
    <PlainPage title={t('picture.title')} back={{ to: '/me', words: t('account.title') }}>
      <PhotoForm name={name} picture={picture} errors={errorsOf(reply, 'photo') ?? errorsOf(reply)} />
      <Section title={t('picture.drawing')}>
        <DrawingForm picture={picture} errors={errorsOf(reply, 'drawing')} />
      </Section>
    </PlainPage>
  )
}

function PhotoForm({
  name,
  picture,
  errors,
}: {
  name: string
  picture: string | null
  errors: readonly string[] | null
}) {
  const { t } = useTranslation('account')
  const [chosen, setChosen] = useState<string | null>(null)
  // What was wrong with the photo before is not said of the one that she has chosen since.
  const [settled, setSettled] = useState<readonly string[] | null>(null)
  // What the browser can make smaller travels faster from the quay; what it cannot goes as it is.
  const onChoose = async ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
    const photo = input.files?.[0]
    const small = photo && (await shrinkPhoto(photo))
    if (small) input.files = small.files
    setChosen(small?.address ?? null)
    setSettled(errors)
  }
  return (
    <Form method="post" encType="multipart/form-data" className={styles.photo}>
      <input type="hidden" name="kind" value="photo" />
      <div className={styles.now}>
        <Avatar name={name} picture={chosen ?? picture} />
        <div className={styles.choose}>
          <label htmlFor="photo" className={styles.label}>
            {t('picture.photo')}
          </label>
          <input
            id="photo"
            type="file"
            name="photo"
            accept="image/jpeg,image/png,image/webp"
            className={styles.file}
            aria-describedby="photo-hint photo-error"
            onChange={(event) => void onChoose(event)}
          />
        </div>
      </div>
      <FieldErrors id="photo-error" errors={errors === settled ? null : errors} />
      <p id="photo-hint" className={styles.hint}>
        {t('picture.photoHint')}
      </p>
      <Button type="submit" look="main">
        {t('picture.usePhoto')}
      </Button>
    </Form>
  )
}

function DrawingForm({ picture, errors }: { picture: string | null; errors: readonly string[] | null }) {
  const { t } = useTranslation('account')
  return (
    <Form method="post" encType="multipart/form-data" className={styles.drawing}>
      <input type="hidden" name="kind" value="drawing" />
      <fieldset className={styles.tiles}>
        <legend className="visually-hidden">{t('picture.drawing')}</legend>
        {drawings.map(({ key, file }) => (
          <label key={file} className={styles.tile}>
            <input
              type="radio"
              name="drawing"
              value={file}
              defaultChecked={picture === drawingPath(file)}
              className={styles.radio}
            />
            <img src={drawingPath(file)} alt="" width="72" height="72" loading="lazy" />
            <span>{t(`picture.names.${key}`)}</span>
          </label>
        ))}
        <label className={`${styles.tile} ${styles.none}`}>
          <input
            type="radio"
            name="drawing"
            value="none"
            defaultChecked={picture === null}
            className={styles.radio}
          />
          <span>{t('picture.none')}</span>
        </label>
      </fieldset>
      <FieldErrors errors={errors} />
      <Button type="submit" look="sea">
        {t('picture.useDrawing')}
      </Button>
    </Form>
  )
}
