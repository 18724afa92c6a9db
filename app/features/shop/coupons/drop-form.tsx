import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import styles from './shop-coupons-page.module.css'

const minutes = ['10', '60', '1440', '10080'] as const
const hours = ['24', '72', '168', '720'] as const

/** A new coupon: what it takes off, for whom and until when. What she typed stays where something is wrong with it. */
export function DropForm({ newKey, reply }: { newKey: string; reply: FormReply | undefined }) {
  const { t } = useTranslation('coupons')
  const busy = useNavigation().formData?.get('key') === newKey
  const money = { inputMode: 'decimal', autoComplete: 'off', reply } as const
  const count = { inputMode: 'numeric', autoComplete: 'off', reply } as const
  const chosen = <Option extends string>(name: string, options: readonly Option[], first: Option) =>
    options.find((option) => option === typedIn(reply, name)) ?? first
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="deed" value="drop" />
      <input type="hidden" name="key" value={newKey} />
      <FieldErrors errors={errorsOf(reply)} />
      <div className={styles.pair}>
        <ReplyField
          {...money}
          name="amountFen"
          label={t('sell.amount')}
          hint={t('sell.amountHint')}
          required
        />
        <ReplyField
          {...money}
          name="thresholdFen"
          label={t('sell.threshold')}
          hint={t('sell.thresholdHint')}
          first="0"
        />
        <ReplyField {...count} name="total" label={t('sell.total')} first="50" required />
        <ReplyField {...count} name="perPerson" label={t('sell.perPerson')} first="1" required />
      </div>
      <Choices
        name="minutes"
        legend={t('sell.minutes')}
        options={minutes}
        chosen={chosen('minutes', minutes, '1440')}
      >
        {(option) => t(`sell.minute.${option}`)}
      </Choices>
      <Choices name="hours" legend={t('sell.hours')} options={hours} chosen={chosen('hours', hours, '168')}>
        {(option) => t(`sell.hour.${option}`)}
      </Choices>
      <label className={styles.follow}>
        <input
          type="checkbox"
          name="mustFollow"
          className={styles.check}
          defaultChecked={typedIn(reply, 'mustFollow') === 'on'}
        />
        {t('sell.mustFollow')}
      </label>
      <Button
        type="submit"
        look="main"
        aria-disabled={busy}
        onClick={(event) => busy && event.preventDefault()}
      >
        {t('sell.submit')}
      </Button>
    </Form>
  )
}
