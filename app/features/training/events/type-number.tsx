import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { attendances } from './events.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** From the paper sheet: a member's number, and how she is entered. */
export function TypeNumber({ newKey, reply }: { newKey: string; reply: FormReply | undefined }) {
  const { t } = useTranslation('events')
  const chosen = attendances.find((one) => one === typedIn(reply, 'state')) ?? 'present'
  return (
    <Form method="post" className={styles.form} preventScrollReset>
      <input type="hidden" name="deed" value="type" />
      <input type="hidden" name="key" value={newKey} />
      <ReplyField
        name="number"
        label={t('teach.typeNumber')}
        hint={t('doorPage.numberHint')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={30}
        reply={reply}
        required
      />
      <Choices name="state" legend={t('teach.typeState')} options={attendances} chosen={chosen}>
        {(state) => t(`state.${state}`)}
      </Choices>
      <FieldErrors errors={errorsOf(reply, 'state')} />
      <Button type="submit">{t('teach.typeAdd')}</Button>
    </Form>
  )
}
