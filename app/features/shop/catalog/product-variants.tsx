import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf } from '#app/ui/form-reply.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { mostVariants, type KeptVariant } from './keeping.ts'
import { DeedForm, DoneNote, refusedIn, type ProductReply } from './deed-form.tsx'
import './keeping-texts.ts'
import styles from './keeping.module.css'

/** The weights in which it is sold, each with its price and what is left, and one more. */
export function ProductVariants({ variants, reply }: { variants: KeptVariant[]; reply: ProductReply }) {
  const { t } = useTranslation('keeping')
  const adding = refusedIn(reply, 'add-variant')
  return (
    <div className={styles.form}>
      {variants.map((variant) => (
        <Variant key={variant.id} variant={variant} reply={reply} />
      ))}
      {variants.length < mostVariants ? (
        <details className={styles.folded} open={variants.length === 0 || adding !== undefined}>
          <summary>{t('product.addWeight')}</summary>
          <DeedForm deed="add-variant">
            <div className={styles.pair}>
              <ReplyField
                reply={adding}
                name="weight"
                label={t('product.weight')}
                inputMode="decimal"
                required
              />
              <ReplyField
                reply={adding}
                name="price"
                label={t('product.price')}
                inputMode="decimal"
                required
              />
              <ReplyField
                reply={adding}
                name="stock"
                label={t('product.stockNow')}
                inputMode="numeric"
                required
              />
              <ReplyField reply={adding} name="mostAtOnce" label={t('product.most')} inputMode="numeric" />
            </div>
            <FieldErrors errors={errorsOf(adding)} />
            <Button type="submit">{t('product.addWeight')}</Button>
          </DeedForm>
        </details>
      ) : null}
    </div>
  )
}

function Variant({ variant, reply }: { variant: KeptVariant; reply: ProductReply }) {
  const { t } = useTranslation('keeping')
  const { language } = usePreferences()
  const of = { field: 'variant', id: variant.id }
  const refused = refusedIn(reply, 'change-variant', of)
  return (
    <div className={styles.variant}>
      <div className={styles.between}>
        <b>{formatWeight(variant.weightGrams, language)}</b>
        <span>¥{formatFenShort(variant.priceFen)}</span>
        <span className={styles.hint}>{t('product.left', { number: variant.stock })}</span>
      </div>
      <details className={styles.folded} open={refused !== undefined}>
        <summary>{t('product.changePrice')}</summary>
        <DeedForm deed="change-variant">
          <input type="hidden" name="variant" value={variant.id} />
          <div className={styles.pair}>
            <ReplyField
              reply={refused}
              first={formatFenShort(variant.priceFen)}
              name="price"
              label={t('product.price')}
              inputMode="decimal"
              required
            />
            <ReplyField
              reply={refused}
              first={variant.mostAtOnce === null ? '' : String(variant.mostAtOnce)}
              name="mostAtOnce"
              label={t('product.most')}
              inputMode="numeric"
            />
          </div>
          <FieldErrors errors={errorsOf(refused)} />
          <Button type="submit">{t('product.save')}</Button>
        </DeedForm>
        <Form method="post" preventScrollReset>
          <input type="hidden" name="variant" value={variant.id} />
          <Button type="submit" name="deed" value="retire-variant" look="quiet">
            {t('product.retire')}
          </Button>
        </Form>
      </details>
      <FieldErrors errors={errorsOf(refusedIn(reply, 'retire-variant', of))} />
      <DoneNote reply={reply} deed="change-variant" of={variant.id} />
    </div>
  )
}
