import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import type { OfficerRow } from '../organisations.ts'
import './registry-texts.ts'
import styles from './staff.module.css'

/** Who holds its posts and held them, and the form for one more. */
export function Officers({
  officers,
  canAppoint,
  reply,
}: {
  officers: OfficerRow[]
  canAppoint: boolean
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('registry')
  return (
    <>
      {officers.length === 0 ? <p className={styles.hint}>{t('organisation.noOfficers')}</p> : null}
      <ul className={styles.list}>
        {officers.map((officer) => (
          <li key={officer.id} className={styles.words}>
            <b>
              {officer.post} {officer.name}
            </b>
            <span className={styles.small}>
              {officer.until === null
                ? t('organisation.term', { from: officer.from })
                : t('organisation.termEnded', { from: officer.from, until: officer.until })}
            </span>
            {officer.until === null && canAppoint ? <Relieve officer={officer} reply={reply} /> : null}
          </li>
        ))}
      </ul>
      {canAppoint ? <Appoint reply={typedIn(reply, 'deed') === 'appoint' ? reply : undefined} /> : null}
    </>
  )
}

function Relieve({ officer, reply }: { officer: OfficerRow; reply: FormReply | undefined }) {
  const { t } = useTranslation('registry')
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="deed" value="relieve" />
      <input type="hidden" name="officer" value={officer.id} />
      <ReplyField
        reply={typedIn(reply, 'officer') === officer.id ? reply : undefined}
        name="until"
        label={t('organisation.until')}
        type="date"
        required
      />
      <Button type="submit" look="quiet">
        {t('organisation.relieve')}
      </Button>
    </Form>
  )
}

function Appoint({ reply }: { reply: FormReply | undefined }) {
  const { t } = useTranslation('registry')
  return (
    <details className={styles.fold} open={reply !== undefined}>
      <summary className={styles.summary}>{t('organisation.appoint')}</summary>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="deed" value="appoint" />
        <ReplyField
          reply={reply}
          name="member"
          label={t('organisation.member')}
          hint={t('organisation.memberHint')}
          inputMode="numeric"
          required
        />
        <ReplyField
          reply={reply}
          name="post"
          label={t('organisation.post')}
          hint={t('organisation.postHint')}
          maxLength={30}
          required
        />
        <ReplyField reply={reply} name="from" label={t('organisation.from')} type="date" required />
        <Button type="submit">{t('organisation.appointButton')}</Button>
      </Form>
    </details>
  )
}
