import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { FormReply } from '#app/ui/form-reply.ts'
import { couponState, type CouponView } from './coupons.ts'
import { DropForm } from './drop-form.tsx'
import { PaperTicket } from './paper-ticket.tsx'
import styles from './shop-coupons-page.module.css'

/** What a seller gives out: a new one, and what has become of those before. */
export function ShopCouponsPage({
  coupons,
  more,
  page,
  newKey,
  did,
  reply,
  now,
}: {
  coupons: (CouponView & { used: number })[]
  more: boolean
  page: number
  /** The key of the coupon that she may drop from this page. */
  newKey: string
  /** What she has just done. */
  did: 'dropped' | 'stopped' | null
  reply: FormReply | undefined
  now: number
}) {
  const { t } = useTranslation('coupons')
  return (
    <PlainPage
      title={t('sell.title')}
      back={
        page === 0 ? { to: '/sell', words: t('sell.back') } : { to: '/sell/coupons', words: t('mine.newest') }
      }
    >
      {did === null ? null : <Note>{t(`sell.${did}`)}</Note>}
      {page === 0 ? (
        <Section title={t('sell.drop')}>
          <p>{t('sell.dropHint')}</p>
          <DropForm key={newKey} newKey={newKey} reply={reply} />
        </Section>
      ) : null}
      <Section title={t('sell.list')}>
        {coupons.length === 0 ? (
          <PageState level="h2" icon="ticket" title={t('sell.none')}>
            {t('sell.noneHint')}
          </PageState>
        ) : (
          <ul className={styles.list}>
            {coupons.map((coupon) => (
              <li key={coupon.id}>
                <Dropped coupon={coupon} now={now} />
              </li>
            ))}
          </ul>
        )}
        {more ? (
          <ButtonLink to={`?page=${page + 1}`} look="soft">
            {t('mine.more')}
          </ButtonLink>
        ) : null}
      </Section>
    </PlainPage>
  )
}

function Dropped({ coupon, now }: { coupon: CouponView & { used: number }; now: number }) {
  const { t } = useTranslation('coupons')
  const { language } = usePreferences()
  const state = couponState(coupon, now)
  const { id, amountFen, thresholdFen, total, claimed, used, closesAt } = coupon
  const open = state === 'open' || state === 'coming'
  return (
    <PaperTicket
      amountFen={amountFen}
      thresholdFen={thresholdFen}
      faded={!open}
      action={open ? <StopForm id={id} /> : null}
    >
      <p>{t(`sell.state.${state}`, { until: formatDayAndTime(closesAt, language, now) })}</p>
      <p className={styles.figures}>{t('sell.figures', { total, claimed, used })}</p>
    </PaperTicket>
  )
}

function StopForm({ id }: { id: string }) {
  const { t } = useTranslation('coupons')
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="deed" value="stop" />
      <input type="hidden" name="coupon" value={id} />
      <Button type="submit" look="line">
        {t('sell.stop')}
      </Button>
    </Form>
  )
}
