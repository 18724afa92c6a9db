import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { Note } from '#app/ui/note.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { newKey } from '../../chat/pending-messages.ts'
import type { RoomLine } from '../../chat/room-line.ts'
import { amounts, lengths, thresholdsAbove, totals, wishOf } from './coupon-presets.ts'
import { failureOf, type DeskFailure } from './desk-view.ts'
import '../../studio/texts.ts'
import styles from './desk.module.css'

interface CouponSheetProps {
  line: RoomLine
  open: boolean
  onClose: () => void
  /** It is out; the sheet is closed. */
  onDropped: () => void
}

/** A coupon from a few large choices, all of them made already: one press drops it. */
export function CouponSheet({ open, onClose, ...rest }: CouponSheetProps) {
  const { t } = useTranslation('studio')
  return (
    <Sheet open={open} onClose={onClose} title={t('desk.couponTitle')}>
      <CouponForm {...rest} />
    </Sheet>
  )
}

function CouponForm({ line, onDropped }: Pick<CouponSheetProps, 'line' | 'onDropped'>) {
  const { t } = useTranslation('studio')
  const [amount, setAmount] = useState<string>('10')
  const [threshold, setThreshold] = useState<string>('99')
  const [total, setTotal] = useState<string>('50')
  const [minutes, setMinutes] = useState<string>('10')
  const [who, setWho] = useState<'followers' | 'everyone'>('followers')
  const thresholds = thresholdsAbove(amount)
  const over = thresholds.includes(threshold) ? threshold : (thresholds[1] ?? '0')
  const { drop, busy, failure } = useDrop(line, onDropped)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void drop(wishOf({ amount, threshold: over, total, minutes, mustFollow: who === 'followers' }))
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Choices name="amount" legend={t('desk.amount')} options={amounts} chosen={amount} onChange={setAmount}>
        {(number) => t('desk.yuan', { number })}
      </Choices>
      <Choices
        name="threshold"
        legend={t('desk.threshold')}
        options={thresholds}
        chosen={over}
        onChange={setThreshold}
      >
        {(number) => (number === '0' ? t('desk.any') : t('desk.yuan', { number }))}
      </Choices>
      <Choices name="total" legend={t('desk.total')} options={totals} chosen={total} onChange={setTotal}>
        {(number) => t('desk.pieces', { number })}
      </Choices>
      <Choices
        name="minutes"
        legend={t('desk.minutes')}
        options={lengths}
        chosen={minutes}
        onChange={setMinutes}
      >
        {(number) => t('desk.minutesNumber', { number })}
      </Choices>
      <Choices
        name="who"
        legend={t('desk.follow')}
        options={['followers', 'everyone']}
        chosen={who}
        onChange={setWho}
      >
        {(one) => t(`desk.${one}`)}
      </Choices>
      {failure ? <Note look="wrong">{t(`desk.failed.${failure}`)}</Note> : null}
      <div className={styles.foot}>
        <p className={styles.sum}>
          {t(over === '0' ? 'desk.summaryAny' : 'desk.summary', { amount, threshold: over, total })}
        </p>
        <Button type="submit" look="main" disabled={busy}>
          {t(busy ? 'desk.dropping' : 'desk.drop')}
        </Button>
      </div>
    </form>
  )
}

/** Under one key until it is out: pressed again because the line was lost, it is one coupon. */
function useDrop(line: RoomLine, onDropped: () => void) {
  const [key] = useState(newKey)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<DeskFailure | null>(null)
  const drop = async (wish: ReturnType<typeof wishOf>) => {
    if (busy) return
    setBusy(true)
    const answer = await line.ask('dropCoupon', { key, ...wish })
    setBusy(false)
    if (answer.ok) return onDropped()
    setFailure(failureOf(answer.reason))
  }
  return { drop, busy, failure }
}
