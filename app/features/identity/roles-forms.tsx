import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '#app/generated/prisma/enums.ts'
import { Button } from '#app/ui/button.tsx'
import { Field, FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { grantableRoles } from './roles.ts'
import styles from './roles-page.module.css'

/** Lets her broadcast publicly, for a reason. */
export function GivePrivilege({ reply }: { reply: FormReply | undefined }) {
  const { t } = useTranslation('identity')
  return (
    <GiveForm deed="grant-privilege" title={t('roles.grantPrivilege')} reply={reply}>
      <input type="hidden" name="privilege" value="broadcast_publicly" />
    </GiveForm>
  )
}

/** Gives one of the roles that she does not hold everywhere yet. */
export function GiveRole({ held, reply }: { held: readonly Role[]; reply: FormReply | undefined }) {
  const { t } = useTranslation('identity')
  const roles = grantableRoles.filter((role) => !held.includes(role))
  if (roles.length === 0) return null
  const chosen = typedIn(reply, 'role')
  return (
    <GiveForm deed="grant-role" title={t('roles.grantRole')} reply={reply}>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{t('roles.which')}</legend>
        {roles.map((role, place) => (
          <label key={role} className={styles.choice}>
            <input
              type="radio"
              name="role"
              value={role}
              defaultChecked={chosen === undefined ? place === 0 : chosen === role}
            />
            {t(`roles.names.${role}`)}
          </label>
        ))}
      </fieldset>
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
  const { t } = useTranslation('identity')
  const mine = typedIn(reply, 'deed') === deed ? reply : undefined
  return (
    <details open={mine !== undefined} className={styles.more}>
      <summary className={styles.summary}>{title}</summary>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="deed" value={deed} />
        {children}
        <Field
          name="reason"
          label={t('roles.reason')}
          hint={t('roles.reasonHint')}
          errors={errorsOf(mine, 'reason') ?? errorsOf(mine)}
          defaultValue={typedIn(mine, 'reason')}
          maxLength={200}
          required
        />
        <Button type="submit" look="sea">
          {t('roles.grant')}
        </Button>
      </Form>
    </details>
  )
}
