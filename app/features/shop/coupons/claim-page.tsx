import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { CouponTicket } from './coupon-ticket.tsx'
import { claimRefusalTexts, couponState, type ClaimRefusal, type Ticket } from './coupons.ts'

/** One coupon by itself: where a press without scripts, or one that was refused, comes out. */
export function ClaimPage({
  ticket,
  back,
  now,
  stranger,
  refusal,
}: {
  ticket: Ticket
  back: string | null
  now: number
  stranger: boolean
  refusal: ClaimRefusal | undefined
}) {
  const { t } = useTranslation('coupons')
  const shop = { to: `/shop/${ticket.shop.slug}`, words: ticket.shop.name }
  return (
    <PlainPage title={t('claim.title')} back={shop}>
      {refusal === undefined ? null : <Note look="wrong">{t(claimRefusalTexts[refusal])}</Note>}
      <CouponTicket ticket={ticket} back={back ?? undefined} now={now} />
      {stranger && couponState(ticket.coupon, now) === 'open' ? <p>{t('claim.signIn')}</p> : null}
      <ButtonLink to={back ?? shop.to} look="line">
        {t(back === null ? 'claim.toShop' : 'claim.goBack')}
      </ButtonLink>
      {ticket.had > 0 ? (
        <ButtonLink to="/me/coupons" look="quiet">
          {t('claim.toMine')}
        </ButtonLink>
      ) : null}
    </PlainPage>
  )
}
