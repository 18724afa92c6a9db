import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { carriers, type Carrier } from './carriers.ts'
import type { OrderView } from './order-view.ts'
import { Surface } from '#app/ui/surface.tsx'
import './seller-texts.ts'
import './order-texts.ts'
import styles from './seller-order-page.module.css'

/** By whom and under which number it is sent; once it is on its way, the way to put a wrong number right. */
export function DispatchPart({ order, reply }: { order: OrderView; reply: FormReply | undefined }) {
  const { t } = useTranslation('seller')
  const { t: orders } = useTranslation('orders')
  const { status, carrier, trackingNumber } = order
  if (status === 'paid')
    return (
      <Surface title={t('dispatch.title')}>
        <DispatchForm order={order} reply={reply} />
      </Surface>
    )
  if (carrier === null || trackingNumber === null) return null
  return (
    <Surface title={t('dispatch.title')}>
      <p className={styles.sent}>
        {t('dispatch.by', { carrier: orders(`carriers.${carrier as Carrier}`), number: trackingNumber })}
      </p>
      {status === 'dispatched' ? (
        <details open={typedIn(reply, 'do') === 'dispatch'}>
          <summary className={styles.summary}>{t('dispatch.changeTitle')}</summary>
          <DispatchForm order={order} reply={reply} />
        </details>
      ) : null}
    </Surface>
  )
}

function DispatchForm({ order, reply }: { order: OrderView; reply: FormReply | undefined }) {
  const { t } = useTranslation('seller')
  const { t: orders } = useTranslation('orders')
  const { state, formData } = useNavigation()
  const first = order.status === 'paid'
  const busy = state !== 'idle' && formData?.get('do') === 'dispatch'
  const typed = typedIn(reply, 'carrier') ?? order.carrier
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="do" value="dispatch" />
      <Choices
        name="carrier"
        legend={t('dispatch.carrier')}
        options={carriers}
        chosen={carriers.find((carrier) => carrier === typed)}
      >
        {(carrier) => orders(`carriers.${carrier}`)}
      </Choices>
      <FieldErrors errors={errorsOf(reply, 'carrier')} />
      <ReplyField
        reply={reply}
        first={order.trackingNumber ?? undefined}
        name="trackingNumber"
        label={t('dispatch.number')}
        hint={t('dispatch.numberHint')}
        className={styles.tracking}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        required
      />
      <Button type="submit" look={first ? 'main' : 'sea'} disabled={busy}>
        {busy ? t('dispatch.sending') : t(first ? 'dispatch.send' : 'dispatch.change')}
      </Button>
    </Form>
  )
}
