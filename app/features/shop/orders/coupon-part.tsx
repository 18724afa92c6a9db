import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import { Button } from '#app/ui/button.tsx'
import type { CouponChoice, Quote } from './order-view.ts'
import { Surface } from '#app/ui/surface.tsx'
import './order-texts.ts'
import styles from './coupon-part.module.css'

/** Which coupon is used, or why none is; she may choose none. */
export function CouponPart({ quote }: { quote: Quote }) {
  const { t } = useTranslation('orders')
  const words = useWords(quote)
  const declined = quote.why === 'declined'
  const hasOne = quote.choices.some(({ discountFen }) => discountFen > 0)
  return (
    <Surface title={t('buy.coupon.title')}>
      <input type="hidden" name="coupon" value={declined ? 'none' : 'best'} />
      <div className={styles.coupon}>
        <p className={quote.coupon ? styles.used : undefined}>{words}</p>
        {hasOne ? (
          <Button
            type="submit"
            look="quiet"
            name="step"
            value={declined ? 'coupon' : 'no-coupon'}
            formNoValidate
          >
            {t(declined ? 'buy.coupon.do' : 'buy.coupon.dont')}
          </Button>
        ) : null}
      </div>
    </Surface>
  )
}

function useWords({ coupon, why, choices }: Quote): string {
  const { t } = useTranslation('orders')
  const called = ({ amountFen, thresholdFen }: CouponChoice) =>
    t(thresholdFen > 0 ? 'buy.coupon.over' : 'buy.coupon.plain', {
      amount: formatFenShort(amountFen),
      threshold: formatFenShort(thresholdFen),
    })
  const [first] = choices
  if (coupon)
    return t('buy.coupon.used', { coupon: called(coupon), saved: formatFenShort(coupon.discountFen) })
  if (first === undefined) return t('buy.coupon.none')
  if (why === 'declined' && first.discountFen > 0) return t('buy.coupon.declined', { coupon: called(first) })
  return t('buy.coupon.more', { coupon: called(first), missing: formatFenShort(first.shortFen) })
}
