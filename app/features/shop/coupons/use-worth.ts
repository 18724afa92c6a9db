import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'

/** What a coupon is called: 满 99 元减 20 元. Amounts in fen. */
export function useWorth(): (coupon: { amountFen: number; thresholdFen: number }) => string {
  const { t } = useTranslation('coupons')
  return ({ amountFen, thresholdFen }) => {
    const amount = formatFenShort(amountFen)
    return thresholdFen === 0
      ? t('worth.any', { amount })
      : t('worth.over', { amount, threshold: formatFenShort(thresholdFen) })
  }
}
