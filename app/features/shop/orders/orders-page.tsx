import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { formatFen } from '#app/kernel/money.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { GoodsRow } from './goods-row.tsx'
import type { OrderPage, OrderView } from './order-view.ts'
import { nextThing, stateOf } from './order-words.ts'
import './order-texts.ts'
import styles from './orders-page.module.css'

/** What she has ordered, the newest first: how each stands, in a sentence. */
export function OrdersPage({
  page,
  now,
  back,
  first,
}: {
  page: OrderPage
  now: number
  back: { to: string; words: string }
  /** These are the newest there are. */
  first: boolean
}) {
  const { t } = useTranslation('orders')
  return (
    <PlainPage title={t('title')} back={first ? back : { to: '/orders', words: t('newest') }}>
      {page.orders.length === 0 ? (
        <PageState
          level="h2"
          art="/art/manila-clam.svg"
          title={t('empty')}
          action={
            <ButtonLink to="/" look="sea">
              {t('toLive')}
            </ButtonLink>
          }
        >
          {t('emptyHint')}
        </PageState>
      ) : (
        <ul className={styles.list}>
          {page.orders.map((order) => (
            <li key={order.id}>
              <OrderRow order={order} now={now} />
            </li>
          ))}
        </ul>
      )}
      {page.next === null ? null : (
        <ButtonLink to={`?before=${encodeURIComponent(page.next)}`} look="soft">
          {t('earlier')}
        </ButtonLink>
      )}
    </PlainPage>
  )
}

function OrderRow({ order, now }: { order: OrderView; now: number }) {
  const { t } = useTranslation('orders')
  const { language } = usePreferences()
  const state = stateOf(order, { now, bank: null })
  const [line] = order.lines
  return (
    <Link to={`/orders/${order.id}`} className={styles.order}>
      <span className={styles.head}>
        <b className={nextThing(state) === 'pay' ? styles.toPay : styles.state}>{t(`state.${state}`)}</b>
        <span className={styles.total}>{t('total', { total: formatFen(order.totalFen) })}</span>
      </span>
      {line ? (
        <GoodsRow picture={line.picture} title={line.title}>
          <p>{t('line', { weight: formatWeight(line.weightGrams, language), boxes: line.quantity })}</p>
          <p>{order.shop.name}</p>
          <p>
            <time dateTime={order.placedAt}>{formatDayAndTime(order.placedAt, language, now)}</time>
          </p>
        </GoodsRow>
      ) : null}
    </Link>
  )
}
