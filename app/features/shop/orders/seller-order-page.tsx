import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime, formatTime } from '#app/kernel/clock.ts'
import { formatFen } from '#app/kernel/money.ts'
import { CopyButton } from '#app/ui/copy-button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { Icon } from '#app/ui/icon.tsx'
import { Note } from '#app/ui/note.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { DispatchPart } from './dispatch-part.tsx'
import { OrderGoods } from './order-goods.tsx'
import { OrderSteps } from './order-steps.tsx'
import type { OrderView, RecipientView } from './order-view.ts'
import { spacedNumber, spacedPhone } from './order-words.ts'
import { RefundList } from './refund-list.tsx'
import { RefundPart } from './refund-part.tsx'
import type { SellerCame } from './seller-orders.ts'
import { Surface } from '#app/ui/surface.tsx'
import './seller-texts.ts'
import styles from './seller-order-page.module.css'

export interface SellerOrderProps {
  order: OrderView
  reply: FormReply | { came: SellerCame } | undefined
  now: number
}

/** One order of her shop: whom it goes to, what goes in, and how it is sent or given back. */
export function SellerOrderPage({ order, reply, now }: SellerOrderProps) {
  const { t } = useTranslation('seller')
  const { status, totalFen, payUntil } = order
  const refused = reply === undefined || 'came' in reply ? undefined : reply
  const unpaid = order.paidAt === null
  const numbers = { total: formatFen(totalFen), time: formatTime(payUntil) }
  return (
    <PlainPage title={t(`state.${status}`)} back={{ to: '/sell/orders', words: t('backToOrders') }}>
      <p className={styles.hint}>{t(`hint.${status}`, numbers)}</p>
      <Came reply={reply} />
      <FieldErrors errors={errorsOf(refused)} />
      {unpaid ? null : <Steps order={order} now={now} />}
      <div className={styles.parts}>
        {order.wish === '' ? null : <Wish words={order.wish} />}
        {order.to ? <Recipient to={order.to} /> : null}
        <OrderGoods order={order} title={t('packing')} totalWords={t(unpaid ? 'sums.due' : 'sums.total')} />
        <DispatchPart order={order} reply={refused} />
        <RefundList refunds={order.refunds} now={now} />
        <RefundPart order={order} reply={refused} />
        <About order={order} now={now} />
      </div>
    </PlainPage>
  )
}

function Came({ reply }: Pick<SellerOrderProps, 'reply'>) {
  const { t } = useTranslation('seller')
  if (reply === undefined || !('came' in reply)) return null
  const words = {
    dispatched: 'dispatch.done',
    changed: 'dispatch.changed',
    refunding: 'refund.asked',
  } as const
  return <Note>{t(words[reply.came])}</Note>
}

function Steps({ order, now }: { order: OrderView; now: number }) {
  const { t } = useTranslation('seller')
  const steps = [
    { words: t('steps.placed'), at: order.placedAt },
    { words: t('steps.paid'), at: order.paidAt },
    { words: t('steps.dispatched'), at: order.dispatchedAt },
    { words: t('steps.received'), at: order.receivedAt },
  ]
  return <OrderSteps title={t('steps.title')} steps={steps} now={now} />
}

/** What the buyer wants comes first: it changes what is packed. */
function Wish({ words }: { words: string }) {
  const { t } = useTranslation('seller')
  return (
    <p className={styles.wish}>
      <Icon name="chat" />
      <span>{t('wishIs', { wish: words })}</span>
    </p>
  )
}

function Recipient({ to }: { to: RecipientView }) {
  const { t } = useTranslation('seller')
  const address = `${to.place} ${to.detail}`
  const copy = { copied: t('copied'), failed: t('copyFailed') }
  return (
    <Surface title={t('to')}>
      <p className={styles.name}>{to.recipient}</p>
      <div className={styles.row}>
        <b className={styles.phone}>{spacedPhone(to.phone)}</b>
        <span className={styles.buttons}>
          <a href={`tel:${to.phone}`} className={styles.call}>
            <Icon name="phone" />
            {t('call')}
          </a>
          <CopyButton text={to.phone} words={t('copyPhone')} {...copy} />
        </span>
      </div>
      <div className={styles.row}>
        <p className={styles.address}>{address}</p>
        <span className={styles.buttons}>
          <CopyButton text={address} words={t('copyAddress')} {...copy} />
          <CopyButton text={`${to.recipient} ${to.phone} ${address}`} words={t('copyAll')} {...copy} />
        </span>
      </div>
    </Surface>
  )
}

function About({ order, now }: { order: OrderView; now: number }) {
  const { t } = useTranslation('seller')
  const { language } = usePreferences()
  const { number, placedAt, paidAt, buyer, lines } = order
  const time = (moment: string) => formatDayAndTime(moment, language, now)
  return (
    <p className={styles.about}>
      <span>{t('number', { number: spacedNumber(number) })}</span>
      <span>{t('boughtBy', { name: buyer.name })}</span>
      <span>{t('placedAt', { time: time(placedAt) })}</span>
      {paidAt === null ? null : <span>{t('paidAt', { time: time(paidAt) })}</span>}
      {lines[0] ? (
        <Link to={`/sell/products/${lines[0].productId}`} className={styles.product}>
          {t('toProduct')}
        </Link>
      ) : null}
    </p>
  )
}
