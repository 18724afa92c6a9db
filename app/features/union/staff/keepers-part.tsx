import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import type { KeeperRow } from '../organisations.ts'
import './registry-texts.ts'
import styles from './staff.module.css'

/** Who keeps the organisation or teaches in it; those who keep the one above give it and end it. */
export function Keepers({
  keepers,
  canGive,
  reply,
  now,
}: {
  keepers: KeeperRow[]
  canGive: boolean
  reply: FormReply | undefined
  now: number
}) {
  const { t } = useTranslation('registry')
  const { language } = usePreferences()
  return (
    <>
      {keepers.length === 0 ? <p className={styles.hint}>{t('organisation.noKeepers')}</p> : null}
      <ul className={styles.list}>
        {keepers.map(({ id, role, name, phoneLast4, since }) => (
          <li key={id} className={styles.words}>
            <b>
              {t(`organisation.roles.${role}`)} {name}
            </b>
            <span className={styles.small}>
              {t('organisation.keeperSince', {
                ending: phoneLast4 ?? '',
                day: formatDay(since, language, new Date(now)),
              })}
            </span>
            {canGive ? <Dismiss id={id} reply={reply} /> : null}
          </li>
        ))}
      </ul>
      {canGive ? <Give reply={typedIn(reply, 'deed') === 'give-role' ? reply : undefined} /> : null}
    </>
  )
}

function Dismiss({ id, reply }: { id: string; reply: FormReply | undefined }) {
  const { t } = useTranslation('registry')
  const mine = typedIn(reply, 'grant') === id ? reply : undefined
  return (
    <details className={styles.fold} open={mine !== undefined}>
      <summary className={styles.summary}>{t('organisation.endRole')}</summary>
      <Form method="post" className={styles.form} preventScrollReset>
        <input type="hidden" name="deed" value="end-role" />
        <input type="hidden" name="grant" value={id} />
        <ReplyField reply={mine} name="reason" label={t('organisation.reason')} maxLength={200} required />
        <Button type="submit" look="line">
          {t('organisation.endRole')}
        </Button>
      </Form>
    </details>
  )
}

function Give({ reply }: { reply: FormReply | undefined }) {
  const { t } = useTranslation('registry')
  return (
    <details className={styles.fold} open={reply !== undefined}>
      <summary className={styles.summary}>{t('organisation.giveRole')}</summary>
      <Form method="post" className={styles.form} preventScrollReset>
        <input type="hidden" name="deed" value="give-role" />
        <Choices
          name="role"
          legend={t('organisation.role')}
          options={['staff', 'lecturer'] as const}
          chosen={typedIn(reply, 'role') === 'lecturer' ? 'lecturer' : 'staff'}
        >
          {(option) => t(`organisation.roles.${option}`)}
        </Choices>
        <ReplyField
          reply={reply}
          name="phone"
          label={t('organisation.phone')}
          hint={t('organisation.phoneHint')}
          inputMode="tel"
          required
        />
        <ReplyField reply={reply} name="reason" label={t('organisation.reason')} maxLength={200} required />
        <Button type="submit">{t('organisation.give')}</Button>
      </Form>
    </details>
  )
}
