import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import type { BuyView, LastAddress } from './buy.ts'
import { DivisionFields } from './division-fields.tsx'
import { Surface } from '#app/ui/surface.tsx'
import './order-texts.ts'
import styles from './address-part.module.css'

const typedFields = ['recipient', 'phone', 'province', 'city', 'division', 'detail'] as const

/** Where it goes: her last address as one line, or another one to fill in. */
export function AddressPart({ view, reply }: { view: BuyView; reply: FormReply | undefined }) {
  const { t } = useTranslation('orders')
  const to = view.last === null ? 'new' : (typedIn(reply, 'to') ?? 'last')
  return (
    <Surface title={t('buy.address.title')}>
      <input type="hidden" name="to" value={to} />
      {view.last ? <input type="hidden" name="last" value={view.last.id} /> : null}
      {view.last && to === 'last' ? (
        <Last last={view.last} reply={reply} />
      ) : (
        <NewAddress view={view} reply={reply} />
      )}
    </Surface>
  )
}

function Last({ last, reply }: { last: LastAddress; reply: FormReply | undefined }) {
  const { t } = useTranslation('orders')
  return (
    <div className={styles.last}>
      <Icon name="pin" />
      <p className={styles.words}>
        <b>
          {last.recipient} <span className={styles.phone}>{last.phone}</span>
        </b>
        <span>
          {last.place} {last.detail}
        </span>
      </p>
      <Button type="submit" look="quiet" name="step" value="change" formNoValidate>
        {t('buy.address.change')}
      </Button>
      {/* What she had typed of another address is not lost by looking back. */}
      {typedFields.map((name) => (
        <input key={name} type="hidden" name={name} value={typedIn(reply, name) ?? ''} />
      ))}
    </div>
  )
}

function NewAddress({ view, reply }: { view: BuyView; reply: FormReply | undefined }) {
  const { t } = useTranslation('orders')
  const chosenOf = (name: 'province' | 'city' | 'division') => typedIn(reply, name) ?? ''
  return (
    <div className={styles.fields}>
      <div className={styles.pair}>
        <ReplyField
          reply={reply}
          name="recipient"
          label={t('buy.address.recipient')}
          hint={t('buy.address.recipientHint')}
          autoComplete="shipping name"
          maxLength={30}
          required
        />
        <ReplyField
          reply={reply}
          name="phone"
          label={t('buy.address.phone')}
          hint={t('buy.address.phoneHint')}
          type="tel"
          inputMode="tel"
          autoComplete="shipping tel-national"
          maxLength={20}
          required
        />
      </div>
      <DivisionFields
        choices={view.divisions}
        chosen={{ province: chosenOf('province'), city: chosenOf('city'), division: chosenOf('division') }}
        errors={errorsOf(reply, 'division')}
      />
      <ReplyField
        reply={reply}
        name="detail"
        label={t('buy.address.detail')}
        hint={t('buy.address.detailHint')}
        autoComplete="shipping street-address"
        maxLength={120}
        required
      />
      <p className="muted small">{t('buy.address.kept')}</p>
      {view.last ? (
        <Button type="submit" look="quiet" name="step" value="last" formNoValidate className={styles.back}>
          {t('buy.address.useLast')}
        </Button>
      ) : null}
    </div>
  )
}
