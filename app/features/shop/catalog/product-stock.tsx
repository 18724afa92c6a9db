import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { Button } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn } from '#app/ui/form-reply.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import type { KeptVariant, StockMovementView } from './keeping.ts'
import { DeedForm, DoneNote, refusedIn, type ProductReply } from './deed-form.tsx'
import './keeping-texts.ts'
import styles from './keeping.module.css'

const kinds = ['received', 'corrected'] as const

/** What came in or was counted, and how the stock came to be what it is. */
export function ProductStock({
  variants,
  movements,
  stockKey,
  reply,
}: {
  variants: KeptVariant[]
  movements: StockMovementView[]
  stockKey: string
  reply: ProductReply
}) {
  const { t } = useTranslation('keeping')
  const { language } = usePreferences()
  const id = useId()
  const refused = refusedIn(reply, 'stock')
  const kind = typedIn(refused, 'kind') === 'corrected' ? 'corrected' : 'received'
  return (
    <>
      {/* Written down, the fields are empty again. */}
      <DeedForm key={movements[0]?.id} deed="stock">
        <input type="hidden" name="key" value={stockKey} />
        <div className={styles.stack}>
          <label htmlFor={id} className={styles.label}>
            {t('product.stockOf')}
          </label>
          <select
            id={id}
            name="variant"
            defaultValue={typedIn(refused, 'variant') ?? variants[0]?.id}
            className={styles.select}
          >
            {variants.map(({ id: variant, weightGrams, stock }) => (
              <option key={variant} value={variant}>
                {`${formatWeight(weightGrams, language)} · ${t('product.left', { number: stock })}`}
              </option>
            ))}
          </select>
        </div>
        <Choices name="kind" legend={t('product.stockKind')} options={kinds} chosen={kind}>
          {(option) => t(`product.${option}`)}
        </Choices>
        <ReplyField
          reply={refused}
          name="quantity"
          label={t('product.receivedBoxes')}
          inputMode="numeric"
          required
        />
        <ReplyField reply={refused} name="why" label={t('product.why')} maxLength={60} />
        <FieldErrors errors={errorsOf(refused)} />
        <DoneNote reply={reply} deed="stock" />
        <Button type="submit">{t('product.saveStock')}</Button>
      </DeedForm>
      {movements.length > 0 ? <Movements movements={movements} /> : null}
    </>
  )
}

function Movements({ movements }: { movements: StockMovementView[] }) {
  const { t } = useTranslation('keeping')
  const { language } = usePreferences()
  const now = movements[0]?.at ?? ''
  return (
    <details className={styles.folded}>
      <summary>{t('product.movements')}</summary>
      <ul className={styles.list}>
        {movements.map(({ id, kind, quantity, weightGrams, why, order, at }) => (
          <li key={id} className={styles.movement}>
            <span>{`${t(`product.movement.${kind}`)} · ${formatWeight(weightGrams, language)}`}</span>
            <b>{quantity > 0 ? `+${quantity}` : String(quantity)}</b>
            <span className={styles.hint}>
              {[formatDayAndTime(at, language, new Date(now)), why, order].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
