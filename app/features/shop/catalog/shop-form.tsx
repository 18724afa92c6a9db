import { Form, useNavigation } from '@remix-run/react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import { Button } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import './keeping-texts.ts'
import styles from './keeping.module.css'

/** Her shop as its form shows it. */
export interface KeptShop {
  name: string
  place: string
  about: string
  freightFen: number
  dispatchWords: string
  licenceKind: 'licensed' | 'exempt'
  licenceWords: string
}

const kinds = ['licensed', 'exempt'] as const

/** What every buyer is shown of her shop; for a new one as well. */
export function ShopFields({
  shop,
  reply,
  save,
}: {
  shop: KeptShop | null
  reply: FormReply | undefined
  save: string
}) {
  const { t } = useTranslation('keeping')
  const busy = useNavigation().state !== 'idle'
  const kind = typedIn(reply, 'licenceKind') ?? shop?.licenceKind ?? 'licensed'
  return (
    <Form method="post" className={styles.form}>
      <ReplyField
        reply={reply}
        first={shop?.name}
        name="name"
        label={t('shop.name')}
        placeholder={t('shop.namePlaceholder')}
        maxLength={30}
        required
      />
      <ReplyField
        reply={reply}
        first={shop?.place}
        name="place"
        label={t('shop.place')}
        hint={t('shop.placeHint')}
        maxLength={40}
        required
      />
      <ReplyField
        reply={reply}
        first={formatFenShort(shop?.freightFen ?? 0)}
        name="freight"
        label={t('shop.freight')}
        hint={t('shop.freightHint')}
        inputMode="decimal"
        required
      />
      <ReplyField
        reply={reply}
        first={shop?.dispatchWords}
        name="dispatchWords"
        label={t('shop.dispatchWords')}
        hint={t('shop.dispatchHint')}
        maxLength={60}
      />
      <ReplyField reply={reply} first={shop?.about} name="about" label={t('shop.about')} maxLength={300} />
      <Choices
        name="licenceKind"
        legend={t('shop.licence')}
        options={kinds}
        chosen={kind === 'exempt' ? 'exempt' : 'licensed'}
      >
        {(option) => t(`shop.${option}`)}
      </Choices>
      <LicenceWords first={shop?.licenceWords} reply={reply} />
      <FieldErrors errors={errorsOf(reply)} />
      <Button type="submit" look="main" disabled={busy}>
        {save}
      </Button>
    </Form>
  )
}

function LicenceWords({ first, reply }: { first: string | undefined; reply: FormReply | undefined }) {
  const { t } = useTranslation('keeping')
  const id = useId()
  return (
    <div className={styles.stack}>
      <label htmlFor={id} className={styles.label}>
        {t('shop.licenceWords')}
      </label>
      <textarea
        id={id}
        name="licenceWords"
        rows={3}
        maxLength={200}
        required
        defaultValue={typedIn(reply, 'licenceWords') ?? first}
        aria-describedby={`${id}-hint`}
        className={styles.text}
      />
      <FieldErrors errors={errorsOf(reply, 'licenceWords')} />
      <p id={`${id}-hint`} className={styles.hint}>
        {t('shop.licenceWordsHint')}
      </p>
    </div>
  )
}
