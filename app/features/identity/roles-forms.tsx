import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '#app/generated/prisma/enums.ts'
import { Button } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import type { GovernForm } from './roles.ts'
import { grantableRoles } from './scopes.ts'
import './account-texts.ts'
import styles from './roles-page.module.css'

/** Lets her broadcast publicly, for a reason. */
export function GivePrivilege({ reply }: { reply: FormReply | undefined }) {
  const { t } = useTranslation('account')
  return (
    <GiveForm deed="grant-privilege" title={t('roles.grantPrivilege')} reply={reply}>
      <input type="hidden" name="privilege" value="broadcast_publicly" />
    </GiveForm>
  )
}

/** Gives one of the roles that she does not hold everywhere yet. */
export function GiveRole({ held, reply }: { held: readonly Role[]; reply: FormReply | undefined }) {
  const { t } = useTranslation('account')
  const roles = grantableRoles.filter((role) => !held.includes(role))
  if (roles.length === 0) return null
  const chosen = roles.find((role) => role === typedIn(reply, 'role')) ?? roles[0]
  return (
    <GiveForm deed="grant-role" title={t('roles.grantRole')} reply={reply}>
      <Choices name="role" legend={t('roles.which')} options={roles} chosen={chosen}>
        {(role) => t(`roles.names.${role}`)}
      </Choices>
      <FieldErrors errors={errorsOf(reply, 'role')} />
    </GiveForm>
  )
}

function GiveForm({
  deed,
  title,
  reply,
  children,
}: {
  deed: 'grant-role' | 'grant-privilege'
  title: string
  reply: FormReply | undefined
  children: ReactNode
}) {
  const { t } = useTranslation('account')
  const mine = typedIn(reply, 'deed') === deed ? reply : undefined
  return (
    <ReasonForm
      deed={deed}
      title={title}
      reply={mine}
      button={
        <Button type="submit" look="sea">
          {t('roles.grant')}
        </Button>
      }
    >
      {children}
    </ReasonForm>
  )
}

/** What is done to her rights, behind a press and for a reason. */
export function ReasonForm({
  deed,
  title,
  reply,
  button,
  children,
}: {
  deed: GovernForm['deed']
  title: string
  /** The answer to this very form. */
  reply: FormReply | undefined
  button: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation('account')
  return (
    <details open={reply !== undefined} className={styles.more}>
      <summary className={styles.summary}>{title}</summary>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="deed" value={deed} />
        {children}
        <FieldErrors errors={errorsOf(reply)} />
        <ReplyField
          reply={reply}
          name="reason"
          label={t('roles.reason')}
          hint={t('roles.reasonHint')}
          maxLength={200}
          required
        />
        {button}
      </Form>
    </details>
  )
}
