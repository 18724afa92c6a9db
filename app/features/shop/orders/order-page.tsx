import { Form, Link, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { CopyButton } from '#app/ui/copy-button.tsx'
import { Note } from '#app/ui/note.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { useFreshPage } from '#app/ui/use-fresh-page.ts'
import { useNow, useServerClock } from '#app/ui/use-now.ts'
import { OrderGoods } from './order-goods.tsx'
import { OrderNow } from './order-now.tsx'
import { OrderSteps } from './order-steps.tsx'
import type { OrderView, RefundView } from './order-view.ts'
import { mayCancel, nextThing, spacedNumber, stateOf, type BankSays } from './order-words.ts'
import { RefundList } from './refund-list.tsx'
import { Surface } from '#app/ui/surface.tsx'
import './order-texts.ts'
import styles from './order-page.module.css'

/** What became of what she pressed, or why she is back from the payment page without having paid. */
export type OrderCame = 'cancelled' | 'received' | 'not-cancelled' | 'not-received' | 'away' | 'off'

export interface OrderPageProps {
  /** Her phone by its ends. */
  order: OrderView
  bank: BankSays | null
  came: OrderCame | undefined
  payOn: boolean
  now: number
}

/** One order of hers: how it stands, the one thing that is next, and all that belongs to it. */
export function OrderPage({ order, bank, came, payOn, now: pageNow }: OrderPageProps) {
  const { t } = useTranslation('orders')
  const clock = useServerClock(pageNow)
  const now = useNow(clock, pageNow)
  const state = stateOf(order, { now, bank })
  // Nothing is missed by waiting: what changes while she looks at it shows by itself.
  useFreshPage(nextThing(state) === 'wait' ? 2000 : order.status === 'refunding' ? 10_000 : null)
  const unpaid = order.paidAt === null
  return (
    <PlainPage title={t(`state.${state}`)} back={{ to: '/orders', words: t('back') }}>
      {/* Once it is cancelled the page itself says so. */}
      {state === 'cancelled' ? null : <Came came={came} />}
      <OrderNow order={order} state={state} bank={bank} payOn={payOn} now={now} />
      {state === 'cancelled' || (unpaid && state === 'closing') ? null : <Steps order={order} now={now} />}
      <div className={styles.parts}>
        <Parcel order={order} />
        <RefundList refunds={order.refunds} now={now} />
        <OrderGoods
          order={order}
          title={t('lines')}
          totalWords={t(unpaid ? 'sums.total' : 'sums.paid')}
          linked
        />
        <About order={order} now={now} />
      </div>
      {mayCancel(order) && state === 'awaiting' ? <Cancel /> : null}
    </PlainPage>
  )
}

function Steps({ order, now }: { order: OrderView; now: number }) {
  const { t } = useTranslation('orders')
  const steps = [
    { words: t('steps.placed'), at: order.placedAt },
    { words: t('steps.paid'), at: order.paidAt },
    { words: t('steps.dispatched'), at: order.dispatchedAt },
    { words: t('steps.received'), at: order.receivedAt },
  ]
  return <OrderSteps title={t('steps.title')} steps={steps} now={now} />
}

const words = {
  cancelled: 'cancelAsked',
  received: 'receiveDone',
  'not-cancelled': 'refusals.cancel',
  'not-received': 'refusals.receive',
  away: 'refusals.away',
  off: 'hint.payOff',
} as const satisfies Record<OrderCame, string>

function Came({ came }: { came: OrderCame | undefined }) {
  const { t } = useTranslation('orders')
  if (came === undefined) return null
  return <Note look={came === 'cancelled' || came === 'received' ? 'done' : 'wrong'}>{t(words[came])}</Note>
}

function Parcel({ order: { carrier, trackingNumber } }: { order: OrderView }) {
  const { t } = useTranslation('orders')
  if (carrier === null || trackingNumber === null) return null
  return (
    <Surface title={t('parcel.title')}>
      <p className={styles.parcel}>
        <span>{t(`carriers.${carrier as 'other'}`)}</span>
        <b className={styles.number}>{trackingNumber}</b>
      </p>
      <CopyButton
        text={trackingNumber}
        words={t('parcel.copy')}
        copied={t('parcel.copied')}
        failed={t('parcel.copyFailed')}
      />
    </Surface>
  )
}

function About({ order, now }: { order: OrderView; now: number }) {
  const { t } = useTranslation('orders')
  const { language } = usePreferences()
  const { to, wish, shop } = order
  return (
    <Surface title={t('about')}>
      <dl className={styles.facts}>
        {to ? (
          <div>
            <dt>{t('address')}</dt>
            <dd>
              {to.recipient} {to.phone}
              <br />
              {to.place} {to.detail}
            </dd>
          </div>
        ) : null}
        {wish === '' ? null : (
          <div>
            <dt>{t('wish')}</dt>
            <dd>{wish}</dd>
          </div>
        )}
      </dl>
      <p>
        <Link to={`/shop/${shop.slug}`} className={styles.shop}>
          {shop.name}
        </Link>
      </p>
      <p className={styles.small}>
        <span>{t('number', { number: spacedNumber(order.number) })}</span>
        <span>{t('placedAt', { time: formatDayAndTime(order.placedAt, language, now) })}</span>
        {order.paidAt === null ? null : (
          <span>{t('paidAt', { time: formatDayAndTime(order.paidAt, language, now) })}</span>
        )}
      </p>
      {order.dispatchedAt === null || hasRefund(order.refunds) ? null : (
        <p className="muted small">{t('help')}</p>
      )}
    </Surface>
  )
}

function hasRefund(refunds: readonly RefundView[]): boolean {
  return refunds.some(({ cause }) => cause === 'seller')
}

/** Asked once: a press opens the question, a second one answers it. */
function Cancel() {
  const { t } = useTranslation('orders')
  const busy = useNavigation().state !== 'idle'
  return (
    <details className={styles.cancel}>
      <summary>{t('cancel')}</summary>
      <Form method="post" className={styles.sure}>
        <p>{t('cancelAsk')}</p>
        <Button type="submit" look="line" name="do" value="cancel" disabled={busy}>
          {t('cancelSure')}
        </Button>
      </Form>
    </details>
  )
}
