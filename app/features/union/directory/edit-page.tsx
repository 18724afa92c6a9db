import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { employments, sexes, trades } from '../choices.ts'
import { monthNumbers } from './directory.ts'
import './directory-texts.ts'
import { TaskPage } from './member-tasks.tsx'
import type { MemberView } from './member.ts'
import { SelectField } from './select-field.tsx'
import '../union-texts.ts'
import styles from './directory.module.css'

interface Editing {
  member: MemberView
  reply: FormReply | undefined
}

/** Staff correct what the roll says of a member. */
export function EditPage({ member, reply }: Editing) {
  const { t } = useTranslation('directory')
  const busy = useNavigation().state !== 'idle'
  return (
    <TaskPage title={t('edit.title')} member={member} reply={reply}>
      <p className={styles.hint}>{t('edit.hint')}</p>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="step" value="edit" />
        {/* What she typed is kept, and so is what it refers to: a page that is shown anew does not hide another's change. */}
        <input type="hidden" name="changedAt" value={typedIn(reply, 'changedAt') ?? member.changedAt} />
        <ReplyField
          reply={reply}
          first={member.name}
          name="name"
          label={t('edit.name')}
          maxLength={40}
          required
        />
        <Birth member={member} reply={reply} />
        <Lists member={member} reply={reply} />
        <Sealed member={member} reply={reply} />
        <div className={styles.buttons}>
          <Button type="submit" look="main" disabled={busy}>
            {t('edit.save')}
          </Button>
        </div>
      </Form>
    </TaskPage>
  )
}

function Birth({ member, reply }: Editing) {
  const { t } = useTranslation('directory')
  const { year, month } =
    member.birthMonth === null ? { year: '', month: '' } : monthNumbers(member.birthMonth)
  return (
    <div className={styles.pair}>
      <ReplyField
        reply={reply}
        first={year}
        name="year"
        label={t('edit.year')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
      />
      <ReplyField
        reply={reply}
        first={month}
        name="month"
        label={t('edit.month')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={2}
      />
    </div>
  )
}

function Lists({ member, reply }: Editing) {
  const { t } = useTranslation(['directory', 'union'])
  const chosen = (name: 'sex' | 'trade' | 'employment') => typedIn(reply, name) ?? member[name]
  return (
    <>
      <SelectField name="sex" label={t('member.sex')} chosen={chosen('sex')} none={t('edit.unknown')}>
        {sexes.map((one) => (
          <option key={one} value={one}>
            {t(`union:sex.${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField name="trade" label={t('member.trade')} chosen={chosen('trade')} none={t('edit.unknown')}>
        {trades.map((one) => (
          <option key={one} value={one}>
            {t(`union:trade.${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField name="employment" label={t('member.employment')} chosen={chosen('employment')}>
        {employments.map((one) => (
          <option key={one} value={one}>
            {t(`union:employment.${one}`)}
          </option>
        ))}
      </SelectField>
    </>
  )
}

function Sealed({ member, reply }: Editing) {
  const { t } = useTranslation('directory')
  const kept = (digits: string | null) => (digits === null ? undefined : t('edit.phoneKept', { digits }))
  return (
    <>
      <ReplyField
        reply={reply}
        name="phone"
        label={t('edit.phone')}
        hint={kept(member.phoneLast4)}
        inputMode="tel"
        autoComplete="off"
        maxLength={20}
      />
      {member.phoneLast4 === null ? null : <Removal name="noPhone" words={t('edit.noPhone')} />}
      <ReplyField
        reply={reply}
        name="identityNumber"
        label={t('edit.identityNumber')}
        hint={kept(member.identityLast4)}
        autoComplete="off"
        maxLength={24}
      />
      {member.identityLast4 === null ? null : (
        <Removal name="noIdentityNumber" words={t('edit.noIdentityNumber')} />
      )}
    </>
  )
}

function Removal({ name, words }: { name: string; words: string }) {
  return (
    <label className={styles.checked}>
      <input type="checkbox" name={name} className={styles.check} />
      <span>{words}</span>
    </label>
  )
}
