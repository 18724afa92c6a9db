import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { spacedMemberNumber } from '#app/features/union/index.ts'
import { formatTime } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { Attendee, AttendeeCheckIn } from './event-view.ts'
import { attendances } from './events.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** Somebody on the list: what stands, another mark for it, and a way to take it back. */
export function AttendanceRow({ person, reply }: { person: Attendee; reply: FormReply | undefined }) {
  const { t } = useTranslation('events')
  const { name, number, checkIn, state, walkIn, signUp } = person
  return (
    <li className={styles.card}>
      <div className={styles.line}>
        <b className={styles.name}>{name}</b>
        {number === null ? null : <span className={styles.hint}>{spacedMemberNumber(number)}</span>}
        {state === 'waiting' ? <Tag>{t('teach.waiting')}</Tag> : null}
        {walkIn ? <Tag>{t('teach.walkIn')}</Tag> : null}
        {state === null ? <Tag>{t('teach.notOnList')}</Tag> : null}
        {checkIn === null ? null : (
          <Tag look={checkIn.state === 'absent' ? 'warn' : 'soft'}>
            {`${t(`state.${checkIn.state}`)} ${formatTime(checkIn.at)} · ${t(`way.${checkIn.way}`)}`}
          </Tag>
        )}
      </div>
      {signUp === null ? null : <Marks name={name} signUp={signUp} state={checkIn?.state} />}
      {checkIn === null ? null : <Wrong name={name} checkIn={checkIn} reply={reply} />}
    </li>
  )
}

function Marks({
  name,
  signUp,
  state,
}: {
  name: string
  signUp: string
  state: AttendeeCheckIn['state'] | undefined
}) {
  const { t } = useTranslation('events')
  return (
    <Form method="post" aria-label={t('teach.mark', { name })} className={styles.marks} preventScrollReset>
      <input type="hidden" name="deed" value="mark" />
      <input type="hidden" name="signUp" value={signUp} />
      {attendances.map((one) => (
        <Button
          key={one}
          type="submit"
          name="state"
          value={one}
          look={state === one ? 'sea' : 'line'}
          aria-pressed={state === one}
        >
          {t(`state.${one}`)}
        </Button>
      ))}
    </Form>
  )
}

/** Behind a press: a check-in is taken back for a reason, and does not count from then on. */
function Wrong({
  name,
  checkIn,
  reply,
}: {
  name: string
  checkIn: AttendeeCheckIn
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('events')
  const mine = typedIn(reply, 'checkIn') === checkIn.id ? reply : undefined
  return (
    <details className={styles.wrong} open={mine !== undefined}>
      <summary aria-label={t('teach.wrong', { name })}>{t('teach.wrongShort')}</summary>
      <Form method="post" className={styles.form} preventScrollReset>
        <input type="hidden" name="deed" value="void" />
        <input type="hidden" name="checkIn" value={checkIn.id} />
        <FieldErrors errors={errorsOf(mine)} />
        <ReplyField name="reason" label={t('teach.why')} reply={mine} maxLength={200} required />
        <Button type="submit" look="line">
          {t('teach.void')}
        </Button>
      </Form>
    </details>
  )
}
