import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { Note } from '#app/ui/note.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { Surface } from '#app/ui/surface.tsx'
import type { WaitingTransfer } from '../memberships.ts'
import { UnionPage } from './union-page.tsx'
import './registry-texts.ts'
import styles from './staff.module.css'

export interface TransfersView {
  transfers: WaitingTransfer[]
  did: 'moved' | 'noted' | 'refused' | null
  reply: FormReply | undefined
  now: number
}

/** Who wants to move in or out, and what each side has said. */
export function TransfersPage({ transfers, did, reply, now }: TransfersView) {
  const { t } = useTranslation('registry')
  return (
    <UnionPage title={t('transfers.title')} room="transfers">
      {did === null ? null : <Note>{t(`transfers.${did}`)}</Note>}
      <FieldErrors errors={errorsOf(reply)} />
      {transfers.length === 0 ? (
        <PageState level="h2" art="/art/scene-harbour-dawn.svg" title={t('transfers.none')}>
          {t('transfers.noneHint')}
        </PageState>
      ) : (
        <ul className={styles.list}>
          {transfers.map((transfer) => (
            <li key={transfer.id}>
              <TransferRow transfer={transfer} reply={reply} now={now} />
            </li>
          ))}
        </ul>
      )}
    </UnionPage>
  )
}

function TransferRow({
  transfer,
  reply,
  now,
}: {
  transfer: WaitingTransfer
  reply: FormReply | undefined
  now: number
}) {
  const { t } = useTranslation('registry')
  const { language } = usePreferences()
  const { id, name, from, to, askedAt, fromAgreed, toAgreed, isMine } = transfer
  const answer = (agreed: boolean) => t(agreed ? 'transfers.agreed' : 'transfers.waiting')
  return (
    <Surface title={name}>
      <p>{t('transfers.fromTo', { from, to })}</p>
      <p className={styles.small}>
        {t('transfers.asked', { time: formatDayAndTime(askedAt, language, new Date(now)) })} ·{' '}
        {t('transfers.out')} {answer(fromAgreed)} · {t('transfers.in')} {answer(toAgreed)}
      </p>
      {isMine ? (
        <>
          <Form method="post">
            <input type="hidden" name="transfer" value={id} />
            <Button type="submit" name="deed" value="agree">
              {t('transfers.agree')}
            </Button>
          </Form>
          <Form method="post" className={styles.form}>
            <input type="hidden" name="transfer" value={id} />
            <ReplyField
              reply={typedIn(reply, 'transfer') === id ? reply : undefined}
              name="reason"
              label={t('transfers.reason')}
              maxLength={200}
              required
            />
            <Button type="submit" name="deed" value="refuse" look="quiet">
              {t('transfers.refuse')}
            </Button>
          </Form>
        </>
      ) : null}
    </Surface>
  )
}
