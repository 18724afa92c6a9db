import { Form, useNavigation } from '@remix-run/react'
import { useId, type ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf } from '#app/ui/form-reply.ts'
import { shrinkPhoto } from '#app/ui/photo-shrink.ts'
import { DeedForm, refusedIn, type ProductReply } from './deed-form.tsx'
import { mostPictures, type KeptProduct } from './keeping.ts'
import './keeping-texts.ts'
import styles from './keeping.module.css'

/** Her photos in their order, each to be put first or taken away, and one more. */
export function ProductPhotos({ pictures, reply }: Pick<KeptProduct, 'pictures'> & { reply: ProductReply }) {
  const { t } = useTranslation('keeping')
  return (
    <div className={styles.form}>
      {pictures.length > 0 ? (
        <ul className={styles.photos}>
          {pictures.map(({ id, path }, place) => (
            <li key={id} className={styles.photo}>
              <img src={path} alt={t('product.photoNumber', { number: place + 1 })} />
              <Form method="post" className={styles.stack} preventScrollReset>
                <input type="hidden" name="picture" value={id} />
                {place > 0 ? (
                  <Button type="submit" name="deed" value="first-photo" look="soft">
                    {t('product.makeFirst')}
                  </Button>
                ) : null}
                <Button type="submit" name="deed" value="drop-photo" look="quiet">
                  {t('product.dropPhoto')}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      ) : null}
      <FieldErrors errors={errorsOf(refusedIn(reply, 'drop-photo'))} />
      {pictures.length < mostPictures ? <AddPhoto reply={reply} /> : null}
    </div>
  )
}

function AddPhoto({ reply }: { reply: ProductReply }) {
  const { t } = useTranslation('keeping')
  const id = useId()
  const sending = useNavigation().formData?.get('deed') === 'add-photo'
  const refused = refusedIn(reply, 'add-photo')
  // What the browser can make smaller travels faster from the quay; what it cannot goes as it is.
  const onChoose = async ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
    const photo = input.files?.[0]
    const small = photo && (await shrinkPhoto(photo))
    if (!small) return
    URL.revokeObjectURL(small.address)
    input.files = small.files
  }
  return (
    <DeedForm deed="add-photo" encType="multipart/form-data">
      <div className={styles.stack}>
        <label htmlFor={id} className={styles.label}>
          {t('product.addPhoto')}
        </label>
        <input
          id={id}
          type="file"
          name="photo"
          required
          accept="image/jpeg,image/png,image/webp"
          className={styles.file}
          aria-describedby={`${id}-hint`}
          onChange={(event) => void onChoose(event)}
        />
        <p id={`${id}-hint`} className={styles.hint}>
          {t('product.photosHint', { number: mostPictures })}
        </p>
      </div>
      <FieldErrors errors={errorsOf(refused, 'photo') ?? errorsOf(refused)} />
      <Button type="submit" icon="picture">
        {t(sending ? 'product.sending' : 'product.addPhoto')}
      </Button>
    </DeedForm>
  )
}
