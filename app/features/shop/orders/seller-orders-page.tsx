import { Link } from '@remix-run/react'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { formatFen } from '#app/kernel/money.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { Note } from '#app/ui/note.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { OrderPage, OrderView, SellerState } from './order-view.ts'
import type { ToPrepare } from './prepare.ts'
import { useNewOrders } from './use-new-orders.ts'
import './seller-texts.ts'
import styles from './seller-orders-page.module.css'

export interface SellerOrders {
  state: SellerState
  counts: Record<SellerState, number>
  page: OrderPage
  /** Of all that is to be sent; empty in the other lists. */
  toPrepare: ToPrepare[]
  /** These are the first of the list. */
  first: boolean
  now: number
}

/** What was ordered of her shop: what is to be sent now, and what became of the rest. New orders show by themselves. */
export function SellerOrdersPage({ state, counts, page, toPrepare, first, now }: SellerOrders) {
  const { t } = useTranslation('seller')
  const arrived = useNewOrders(counts)
  const none = page.orders.length === 0
  return (
    <PlainPage
      title={none ? t('title') : t(`heading.${state}`, { orders: counts[state] })}
      back={{ to: '/sell', words: t('back') }}
      wide
    >
      <Tabs state={state} counts={counts} />
      {arrived > 0 ? <Note>{t('arrived', { orders: arrived })}</Note> : null}
      {none ? (
        <PageState
          level="h2"
          art={state === 'paid' ? '/art/scene-harbour-dawn.svg' : '/art/manila-clam.svg'}
          title={t(`empty.${state}`)}
        >
          {t(`emptyHint.${state}`)}
        </PageState>
      ) : (
        <>
          {toPrepare.length > 0 ? <Prepare toPrepare={toPrepare} /> : null}
          <Section title={t(state === 'paid' ? 'oneByOne' : 'title')}>
            <ul className={styles.list}>
              {page.orders.map((order) => (
                <li key={order.id}>
                  <OrderRow order={order} now={now} />
                </li>
              ))}
            </ul>
          </Section>
        </>
      )}
      {page.next === null ? null : (
        <ButtonLink to={`?state=${state}&before=${encodeURIComponent(page.next)}`} look="soft">
          {t('earlier')}
        </ButtonLink>
      )}
      {first ? null : (
        <ButtonLink to={`?state=${state}`} look="quiet">
          {t('newest')}
        </ButtonLink>
      )}
    </PlainPage>
  )
}

const tabs = ['paid', 'waiting', 'dispatched', 'received', 'refunds'] as const satisfies SellerState[]

function Tabs({ state, counts }: Pick<SellerOrders, 'state' | 'counts'>) {
  const { t } = useTranslation('seller')
  return (
    <nav aria-label={t('tabs.title')} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab}
          to={tab === 'paid' ? '/sell/orders' : `/sell/orders?state=${tab}`}
          aria-current={tab === state ? 'page' : undefined}
          className={clsx(styles.tab, tab === state && styles.current)}
          preventScrollReset
        >
          <span>{t(`tabs.${tab}`)}</span> <span className={styles.number}>{counts[tab]}</span>
        </Link>
      ))}
    </nav>
  )
}

function Prepare({ toPrepare }: { toPrepare: ToPrepare[] }) {
  const { t } = useTranslation('seller')
  const { language } = usePreferences()
  return (
    <Section title={t('prepare')}>
      <ul className={styles.heaps}>
        {toPrepare.map(({ title, grams, boxes, kinds }) => (
          <li key={title} className={styles.heap}>
            <span className={styles.weight}>{formatWeight(grams, language)}</span>
            <span className={styles.product}>{title}</span>
            {kinds.map(({ variantId, weightGrams, boxes: some }) => (
              <span key={variantId} className={styles.kind}>
                {kinds.length === 1
                  ? t('boxes', { boxes })
                  : t('lineBoxes', { weight: formatWeight(weightGrams, language), boxes: some })}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OrderRow({ order, now }: { order: OrderView; now: number }) {
  const { t } = useTranslation('seller')
  const { language } = usePreferences()
  const { lines, to, wish, paidAt, placedAt, totalFen, status } = order
  const time = formatDayAndTime(paidAt ?? placedAt, language, now)
  return (
    <Link to={`/sell/orders/${order.id}`} className={styles.order}>
      <span className={styles.words}>
        {lines.map((line) => (
          <b key={line.variantId}>
            {line.title}{' '}
            {t('lineBoxes', {
              weight: formatWeight(line.weightGrams, language),
              boxes: line.quantity,
            })}
          </b>
        ))}
        <span>
          {to ? `${to.place} · ` : ''}
          {t('amount', { total: formatFen(totalFen) })}
        </span>
        {wish === '' ? null : <span className={styles.wish}>{t('wishIs', { wish })}</span>}
        <span className={styles.when}>
          {status === 'paid' ? '' : `${t(`state.${status}`)} · `}
          {t(paidAt === null ? 'placedAt' : 'paidAt', { time })}
        </span>
      </span>
      <Icon name="right" size="small" />
    </Link>
  )
}
