import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '#app/kernel/clock.ts'
import { formatFen } from '#app/kernel/money.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import type { OrderView } from './order-view.ts'
import { formatClock, nextThing, secondsLeft, type BankSays, type OrderState } from './order-words.ts'
import './order-texts.ts'
import styles from './order-page.module.css'

/** Within so many milliseconds the bank's word is usually there. */
const usually = 15_000

/** How the order stands in a sentence, and the one thing that is next. */
export function OrderNow({
  order,
  state,
  bank,
  payOn,
  now,
}: {
  order: OrderView
  state: OrderState
  bank: BankSays | null
  payOn: boolean
  now: number
}) {
  const { t } = useTranslation('orders')
  const hint = useHint({ order, state, bank, payOn })
  const total = formatFen(order.totalFen)
  const next = nextThing(state)
  const left = secondsLeft(order.payUntil, now)
  return (
    <div className={styles.now}>
      {next === 'pay' ? <p className={styles.figure}>{t('total', { total })}</p> : null}
      {/* Only what is worth hearing: not every second of the clock. */}
      <p role="status">{hint}</p>
      {next === 'pay' && payOn ? (
        <>
          <p data-countdown className={styles.left}>
            {t('payLeft', { time: formatClock(left) })}
          </p>
          <ButtonLink to={`/orders/${order.id}/pay`} look="main" reloadDocument>
            {t(bank === 'nothing-paid' ? 'payAgain' : 'pay', { total })}
          </ButtonLink>
        </>
      ) : null}
      {next === 'wait' ? (
        <ButtonLink to="?from=payment" look="soft">
          {t('checkNow')}
        </ButtonLink>
      ) : null}
      {next === 'receive' ? <Receive /> : null}
    </div>
  )
}

function Receive() {
  const { t } = useTranslation('orders')
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post">
      <Button
        type="submit"
        look="main"
        icon="check"
        name="do"
        value="receive"
        disabled={busy}
        className={styles.whole}
      >
        {t('receive')}
      </Button>
    </Form>
  )
}

function useHint({
  order,
  state,
  bank,
  payOn,
}: {
  order: OrderView
  state: OrderState
  bank: BankSays | null
  payOn: boolean
}): string {
  const { t } = useTranslation('orders')
  const long = useLong(state === 'confirming')
  const total = formatFen(order.totalFen)
  const time = formatTime(order.payUntil)
  if (state === 'awaiting' && !payOn) return t('hint.payOff')
  if (state === 'awaiting') return t(bank === 'nothing-paid' ? 'hint.declined' : 'hint.awaiting', { time })
  if (state === 'confirming') return t(long ? 'hint.confirmingLong' : 'hint.confirming')
  const late = order.refunds.some(({ cause }) => cause === 'too_late')
  if (state === 'cancelled' && late) return t('hint.cancelledLate')
  if (state === 'cancelled') return t(order.discountFen > 0 ? 'hint.cancelledCoupon' : 'hint.cancelled')
  return t(`hint.${state}`, { total })
}

/** Whether it has gone on for longer than usual. */
function useLong(going: boolean): boolean {
  const [long, setLong] = useState(false)
  useEffect(() => {
    if (!going) return
    const timer = setTimeout(() => setLong(true), usually)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [going])
  return long
}
