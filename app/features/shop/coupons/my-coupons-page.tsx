import { NavLink } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { claimShelves, type ClaimShelf, type MyClaim } from './coupons.ts'
import { PaperTicket } from './paper-ticket.tsx'
import styles from './my-coupons-page.module.css'

/** All that she has claimed: what she can use, what she has used, what is out of time. */
export function MyCouponsPage({
  claims,
  more,
  shelf,
  page,
  now,
  back,
}: {
  claims: MyClaim[]
  more: boolean
  shelf: ClaimShelf
  page: number
  now: number
  back: { to: string; words: string }
}) {
  const { t } = useTranslation('coupons')
  const first = { to: `?show=${shelf}`, words: t('mine.newest') }
  return (
    <PlainPage title={t('mine.title')} back={page === 0 ? back : first}>
      <nav aria-label={t('mine.shelves')} className={styles.shelves}>
        {claimShelves.map((one) => (
          <NavLink
            key={one}
            to={`?show=${one}`}
            className={() => (one === shelf ? styles.shown : undefined)}
            aria-current={one === shelf ? 'page' : undefined}
          >
            {t(`mine.${one}`)}
          </NavLink>
        ))}
      </nav>
      {claims.length === 0 ? <Nothing shelf={shelf} /> : null}
      <ul className={styles.list}>
        {claims.map((claim) => (
          <li key={claim.id}>
            <MyTicket claim={claim} shelf={shelf} now={now} />
          </li>
        ))}
      </ul>
      {more ? (
        <ButtonLink to={`?show=${shelf}&page=${page + 1}`} look="soft">
          {t('mine.more')}
        </ButtonLink>
      ) : null}
    </PlainPage>
  )
}

function Nothing({ shelf }: { shelf: ClaimShelf }) {
  const { t } = useTranslation('coupons')
  const toLive = (
    <ButtonLink to="/" look="sea">
      {t('mine.toLive')}
    </ButtonLink>
  )
  return (
    <PageState
      level="h2"
      icon="ticket"
      title={t(`mine.none.${shelf}`)}
      action={shelf === 'usable' ? toLive : null}
    >
      {t('mine.noneHint')}
    </PageState>
  )
}

function MyTicket({ claim, shelf, now }: { claim: MyClaim; shelf: ClaimShelf; now: number }) {
  const { t } = useTranslation('coupons')
  const { language } = usePreferences()
  const { amountFen, thresholdFen, shop, orderId, validUntil } = claim
  const until = formatDayAndTime(validUntil, language, now)
  return (
    <PaperTicket
      amountFen={amountFen}
      thresholdFen={thresholdFen}
      faded={shelf !== 'usable'}
      action={<Onward shelf={shelf} shop={shop} orderId={orderId} />}
    >
      <p>{shop.name}</p>
      {shelf === 'used' ? null : <p>{t(shelf === 'usable' ? 'mine.until' : 'mine.endedOn', { until })}</p>}
    </PaperTicket>
  )
}

function Onward({ shelf, shop, orderId }: Pick<MyClaim, 'shop' | 'orderId'> & { shelf: ClaimShelf }) {
  const { t } = useTranslation('coupons')
  if (shelf === 'usable') return <ButtonLink to={`/shop/${shop.slug}`}>{t('ticket.use')}</ButtonLink>
  if (orderId === null) return null
  return (
    <ButtonLink to={`/orders/${orderId}`} look="line">
      {t('mine.toOrder')}
    </ButtonLink>
  )
}
