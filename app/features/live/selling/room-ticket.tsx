import clsx from 'clsx'
import { useLocation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime, formatTime } from '#app/kernel/clock.ts'
import { formatFenShort } from '#app/kernel/money.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { DroppedCoupon } from '../timeline/timeline.ts'
import type { ClaimState } from './claims.ts'
import type { Claims } from './use-claims.ts'
import styles from './room-ticket.module.css'

/** A coupon as it hangs in the room: paper, the amount on the stub, one press to follow and claim. A form without scripts. */
export function RoomTicket({
  coupon,
  left,
  claims,
  follows,
  now,
  className,
}: {
  coupon: DroppedCoupon
  left: number | null | undefined
  claims: Claims
  follows: boolean
  /** The server's time when the page came. */
  now: number
  className?: string
}) {
  const { t } = useTranslation('live')
  const { pathname } = useLocation()
  const state = claims.of(coupon.id)
  const { amountFen, thresholdFen } = coupon
  const over =
    thresholdFen === 0
      ? t('selling.coupon.any')
      : t('selling.coupon.over', { amount: formatFenShort(thresholdFen) })
  return (
    <section className={clsx(styles.ticket, className)} aria-label={t('selling.coupon.label')}>
      <p className={styles.stub}>
        <span className={styles.amount}>
          <span className={styles.sign}>¥</span>
          {formatFenShort(amountFen)}
        </span>
        <span className={styles.over}>{over}</span>
      </p>
      <div className={styles.rest}>
        {state?.name === 'held' ? null : (
          <form
            method="post"
            action={`/claim/${coupon.id}`}
            onSubmit={(event) => {
              event.preventDefault()
              if (state?.name !== 'asking') claims.press(coupon)
            }}
          >
            {/* Without scripts as well, pressed twice is claimed once. */}
            <input type="hidden" name="key" value={coupon.id} />
            <input type="hidden" name="back" value={pathname} />
            <Press state={state} follow={coupon.mustFollow && !follows} left={left} />
          </form>
        )}
        <Words state={state} coupon={coupon} left={left} now={now} />
      </div>
    </section>
  )
}

function Press({
  state,
  follow,
  left,
}: {
  state: ClaimState | null
  follow: boolean
  left: number | null | undefined
}) {
  const { t } = useTranslation('live')
  const over = state?.name === 'refused' && state.why !== 'failed'
  if (over || left === 0) return null
  return (
    <button type="submit" className={styles.press} aria-disabled={state?.name === 'asking'}>
      {state?.name === 'asking'
        ? t('selling.coupon.claiming')
        : t(follow ? 'selling.coupon.followAndClaim' : 'selling.coupon.claim')}
    </button>
  )
}

/** How it went; before that, how many there are and until when. */
function Words({
  state,
  coupon,
  left,
  now,
}: {
  state: ClaimState | null
  coupon: DroppedCoupon
  left: number | null | undefined
  now: number
}) {
  const { t } = useTranslation('live')
  const { language, elder } = usePreferences()
  const time = formatTime(coupon.closesAt)
  const answered = state?.name === 'held' || state?.name === 'refused'
  const until = state?.name === 'held' ? state.until : null
  return (
    <>
      <div role="status" className={styles.answer}>
        {state?.name === 'held' ? (
          <>
            <b>{t('selling.coupon.claimed')}</b>
            <span>
              {until === null
                ? t('selling.coupon.heldHint')
                : t('selling.coupon.claimedHint', { time: formatDayAndTime(until, language, now) })}
            </span>
          </>
        ) : null}
        {state?.name === 'refused' ? <span>{t(`selling.coupon.refused.${state.why}`)}</span> : null}
        {!answered && left === 0 ? <span>{t('selling.coupon.refused.all')}</span> : null}
      </div>
      {answered || left === 0 ? null : (
        <p className={styles.facts}>
          {typeof left === 'number' && !elder ? (
            <span>{t('selling.coupon.left', { number: left })}</span>
          ) : null}
          <span>{t(elder ? 'selling.coupon.untilCalm' : 'selling.coupon.until', { time })}</span>
        </p>
      )}
    </>
  )
}
