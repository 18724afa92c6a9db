import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { PlacePicker } from '../place-picker.tsx'
import type { Places } from '../places.ts'
import { UnionPage } from '../staff/union-page.tsx'
import './directory-texts.ts'
import { ErasureWords } from './erasure-words.tsx'
import type { MemberView } from './member.ts'
import styles from './directory.module.css'

interface Task {
  member: MemberView
  reply: FormReply | undefined
}

/** The page of one thing that is done for a member. */
export function TaskPage({ title, member, reply, children }: Task & { title: string; children: ReactNode }) {
  const { t } = useTranslation('directory')
  const back = { to: `/union/members/${member.id}`, words: t('member.back') }
  return (
    <UnionPage title={`${member.name} · ${title}`} room="members" back={back}>
      <FieldErrors errors={errorsOf(reply)} />
      {children}
    </UnionPage>
  )
}

/** Takes her off the roll, for a reason. */
export function LeavePage({ member, reply }: Task) {
  const { t } = useTranslation('directory')
  const busy = useNavigation().state !== 'idle'
  return (
    <TaskPage title={t('leave.title')} member={member} reply={reply}>
      <p className={styles.hint}>{t('leave.hint', { organisation: member.organisation?.name ?? '' })}</p>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="step" value="leave" />
        <ReplyField
          reply={reply}
          name="reason"
          label={t('leave.reason')}
          hint={t('leave.reasonHint')}
          maxLength={200}
          required
        />
        <div className={styles.buttons}>
          <Button type="submit" look="main" disabled={busy}>
            {t('leave.button')}
          </Button>
        </div>
      </Form>
    </TaskPage>
  )
}

/** Asks for her to be moved: among all organisations that take members, not only those that are kept here. */
export function MovePage({ member, places, reply }: Task & { places: Places }) {
  const { t } = useTranslation('directory')
  return (
    <TaskPage title={t('transfer.title')} member={member} reply={reply}>
      <p className={styles.hint}>{t('transfer.hint')}</p>
      <PlacePicker
        places={places}
        step="ask"
        query={{ do: 'transfer' }}
        choose={t('transfer.ask')}
        reply={reply}
      />
    </TaskPage>
  )
}

/** Erases her, because she asked for it in person. */
export function ErasePage({ member, reply }: Task) {
  const { t } = useTranslation('directory')
  const busy = useNavigation().state !== 'idle'
  return (
    <TaskPage title={t('erase.title')} member={member} reply={reply}>
      <p className={styles.warning}>{t('erase.staffHint')}</p>
      <ErasureWords />
      <Form method="post" className={styles.form}>
        <input type="hidden" name="step" value="erase" />
        <ReplyField
          reply={reply}
          name="name"
          label={t('erase.name', { name: t('erase.nameMember') })}
          autoComplete="off"
          maxLength={100}
          required
        />
        <ReplyField
          reply={reply}
          name="reason"
          label={t('erase.reason')}
          hint={t('erase.reasonHint')}
          maxLength={200}
          required
        />
        <div className={styles.buttons}>
          <Button type="submit" look="main" disabled={busy}>
            {t('erase.button')}
          </Button>
        </div>
      </Form>
    </TaskPage>
  )
}
