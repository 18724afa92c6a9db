import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatFen } from '#app/kernel/money.ts'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import type { OrderView } from './order-view.ts'
import { Surface } from '#app/ui/surface.tsx'
import './seller-texts.ts'
import styles from './seller-order-page.module.css'

/** All the money back, for a reason that the buyer reads, after a second question; again where it failed. */
export function RefundPart({ order, reply }: { order: OrderView; reply: FormReply | undefined }) {
  const { t } = useTranslation('seller')
  const failed = order.refunds.findLast(({ cause }) => cause === 'seller')?.status === 'failed'
  const again = order.status === 'refunding' && failed
  if (!again && !['paid', 'dispatched', 'received'].includes(order.status)) return null
  const opened = again || typedIn(reply, 'do') === 'refund'
  return (
    <Surface>
      {again ? <p className={styles.failed}>{t('refund.failed')}</p> : null}
      <details open={opened}>
        <summary className={styles.summary}>
          {t(order.dispatchedAt === null ? 'refund.open' : 'refund.openSent')}
        </summary>
        <RefundForm order={order} reply={reply} again={again} />
      </details>
    </Surface>
  )
}

function RefundForm({
  order,
  reply,
  again,
}: {
  order: OrderView
  reply: FormReply | undefined
  again: boolean
}) {
  const { t } = useTranslation('seller')
  const { state, formData } = useNavigation()
  const busy = state !== 'idle' && formData?.get('do') === 'refund'
  const total = formatFen(order.totalFen)
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="do" value="refund" />
      <p>
        {t('refund.what', { total })} {order.dispatchedAt === null ? t('refund.backOnShelf') : ''}
      </p>
      <ReplyField
        reply={reply}
        name="reason"
        label={t('refund.reason')}
        hint={t('refund.reasonHint')}
        autoComplete="off"
        maxLength={100}
        required
      />
      <label className={styles.sure}>
        <input type="checkbox" name="sure" required className={styles.check} />
        <span>{t('refund.sure', { total })}</span>
      </label>
      <FieldErrors errors={errorsOf(reply, 'sure')} />
      <Button type="submit" look="line" disabled={busy}>
        {again ? t('refund.again') : t('refund.ask', { total })}
      </Button>
    </Form>
  )
}
