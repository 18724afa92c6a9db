import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { formatFen } from '#app/kernel/money.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { RefundView } from './order-view.ts'
import { Surface } from '#app/ui/surface.tsx'
import './order-texts.ts'

/** What money of an order went back or is on its way; nothing where none is. */
export function RefundList({ refunds, now }: { refunds: readonly RefundView[]; now: number }) {
  const { t } = useTranslation('orders')
  if (refunds.length === 0) return null
  return (
    <Surface title={t('refund.title')}>
      {refunds.map((refund) => (
        <Refund key={refund.id} refund={refund} now={now} />
      ))}
    </Surface>
  )
}

function Refund({ refund, now }: { refund: RefundView; now: number }) {
  const { t } = useTranslation('orders')
  const { language } = usePreferences()
  const amount = formatFen(refund.amountFen)
  const time = formatDayAndTime(refund.doneAt ?? refund.askedAt, language, now)
  return (
    <div>
      {/* What goes back by itself has a code for its reason, which is no word of anybody's. */}
      <p>
        {refund.cause === 'too_late'
          ? t('refund.late', { amount })
          : t('refund.reason', { reason: refund.reason })}
      </p>
      <p className="muted">
        {refund.status === 'failed'
          ? t('refund.failed')
          : t(refund.status === 'done' ? 'refund.done' : 'refund.asked', { time, amount })}
      </p>
    </div>
  )
}
