import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDay, formatDayAndTime, formatTime } from '#app/kernel/clock.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'
import { Button } from '#app/ui/button.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { useNow, useServerClock } from '#app/ui/use-now.ts'
import { ticketState, type Ticket } from './coupons.ts'
import { PaperTicket } from './paper-ticket.tsx'
import styles from './coupon-ticket.module.css'

/** Shorter than this it is said until when it is given out, and shorter than that it is counted down, in milliseconds. */
const saidFrom = 24 * 3_600_000
const countedFrom = 3_600_000

/** A coupon to claim, or what has become of it: one press follows and claims, with scripts or without. */
export function CouponTicket({
  ticket,
  back,
  now: pageNow,
}: {
  ticket: Ticket
  /** The path that she comes back to. */
  back?: string
  /** The server's time when the page came, in milliseconds. */
  now: number
}) {
  const { t } = useTranslation('coupons')
  const { language } = usePreferences()
  const now = useNow(useServerClock(pageNow), pageNow)
  const state = ticketState(ticket, now)
  const { amountFen, thresholdFen, opensAt, validUntil } = ticket.coupon
  const worth = { amountFen, thresholdFen }
  const say = (moment: number) => sayMoment(moment, language, now)
  switch (state) {
    case 'open':
      return (
        <PaperTicket {...worth} action={ticket.own ? null : <ClaimForm ticket={ticket} back={back} />}>
          <p>{ticket.own ? t('ticket.own') : t('ticket.usableUntil', { until: say(validUntil) })}</p>
          <Leaving ticket={ticket} now={now} />
        </PaperTicket>
      )
    case 'held':
      return (
        <PaperTicket {...worth} action={<Claimed />}>
          <p>{t('ticket.heldHint', { until: say(validUntil) })}</p>
        </PaperTicket>
      )
    case 'coming':
      return (
        <PaperTicket {...worth}>
          <p>{t('ticket.coming', { when: formatDayAndTime(opensAt, language, now) })}</p>
        </PaperTicket>
      )
    case 'used':
    case 'gone':
      return <PaperTicket {...worth} faded title={t(`ticket.${state}`)} />
    case 'closed':
    case 'stopped':
      return (
        <PaperTicket {...worth} faded title={t('ticket.over')}>
          <p>{t('ticket.overHint')}</p>
        </PaperTicket>
      )
  }
}

function ClaimForm({ ticket: { coupon, follows, key }, back }: { ticket: Ticket; back?: string }) {
  const { t } = useTranslation('coupons')
  const action = `/claim/${coupon.id}`
  const asking = useNavigation().formAction === action
  const words = coupon.mustFollow && !follows ? t('ticket.followAndClaim') : t('ticket.claim')
  return (
    <Form method="post" action={action} preventScrollReset>
      {key === null ? null : <input type="hidden" name="key" value={key} />}
      {back === undefined ? null : <input type="hidden" name="back" value={back} />}
      <Button type="submit" aria-disabled={asking} onClick={(event) => asking && event.preventDefault()}>
        {asking ? t('ticket.claiming') : words}
      </Button>
    </Form>
  )
}

function Claimed() {
  const { t } = useTranslation('coupons')
  return (
    <span className={styles.claimed}>
      <Icon name="check" size="small" />
      {t('ticket.claimed')}
    </span>
  )
}

/** How many there are and until when; in large type without haste. */
function Leaving({ ticket: { coupon }, now }: { ticket: Ticket; now: number }) {
  const { t } = useTranslation('coupons')
  const { language, elder } = usePreferences()
  const until = sayMoment(coupon.closesAt, language, now)
  if (elder) return <p>{t('ticket.calm', { until })}</p>
  const remaining = coupon.closesAt - now
  return (
    <p className={styles.facts}>
      <span>{t('ticket.left', { count: coupon.total - coupon.claimed })}</span>
      {remaining < countedFrom ? (
        <span data-countdown>{t('ticket.closesIn', { time: clock(remaining) })}</span>
      ) : null}
      {remaining >= countedFrom && remaining < saidFrom ? (
        <span>{t('ticket.closesAt', { until })}</span>
      ) : null}
    </p>
  )
}

/** Short enough for a ticket: today its time alone. */
function sayMoment(moment: number, language: Language, now: number): string {
  const day = formatDay(moment, language, now)
  if (day === formatDay(now, language, now)) return formatTime(moment)
  return formatDayAndTime(moment, language, now)
}

/** "04:32" for so many milliseconds. */
function clock(remaining: number): string {
  const seconds = Math.max(0, Math.ceil(remaining / 1000))
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}
