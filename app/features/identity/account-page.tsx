import { Form, Link, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '#app/ui/avatar.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { useMe } from '#app/ui/me-context.ts'
import { NavRow } from '#app/ui/nav-row.tsx'
import { Note } from '#app/ui/note.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { PreferencesForm } from '#app/ui/preferences-form.tsx'
import { SignOutForm } from './sign-out-form.tsx'
import './account-texts.ts'
import styles from './account-page.module.css'

export interface Account {
  name: string
  picture: string | null
  /** Hosts a room or assists in one. */
  hasRooms: boolean
  /** Sells in a shop of her own. */
  hasShop: boolean
  administers: boolean
  /** Staff of an organisation. */
  keepsUnion: boolean
  /** Writes courses or looks after certificates. */
  teaches: boolean
}

/** Her own page: how others see her, how she reads, where she is signed in, and where she goes from here. */
export function AccountPage({
  account,
  reply,
}: {
  account: Account
  /** What became of another name. */
  reply: FormReply | { saved: true } | undefined
}) {
  const { t } = useTranslation('account')
  const { name, picture, hasRooms, administers } = account
  const tag = useMe()?.tag ?? ''
  return (
    <PlainPage title={t('account.title')}>
      <div className={styles.me}>
        <Avatar name={name} picture={picture} />
        <div className={styles.words}>
          <p className={styles.name}>{name}</p>
          <Link to="/me/picture" className={styles.change}>
            {t('account.changePicture')}
          </Link>
        </div>
      </div>
      {hasRooms ? (
        <ButtonLink to="/studio" look="main" icon="camera">
          {t('account.openStudio')}
        </ButtonLink>
      ) : null}
      <Ways account={account} />
      <NameForm name={name} reply={reply} isMain={!hasRooms} />
      <Section title={t('account.reading')}>
        <div className={styles.reading}>
          <PreferencesForm look="soft" underHeading />
        </div>
      </Section>
      <nav aria-label={t('account.title')} className={styles.rows}>
        <NavRow to="/me/devices" title={t('account.devices')} hint={t('account.devicesHint')} />
        {administers ? (
          <NavRow to="/admin" title={t('account.administration')} hint={t('account.administrationHint')} />
        ) : null}
      </nav>
      <SignOutForm person={tag} />
    </PlainPage>
  )
}

/** To what she buys and sells, and what she was told of it. */
function Ways({ account: { hasShop, keepsUnion, teaches } }: { account: Account }) {
  const { t } = useTranslation('account')
  const unread = useMe()?.unreadNews ?? 0
  return (
    <nav aria-label={t('account.ways')} className={styles.rows}>
      {hasShop ? <NavRow to="/sell" title={t('account.shop')} hint={t('account.shopHint')} /> : null}
      {keepsUnion ? (
        <NavRow to="/union" title={t('account.unionWork')} hint={t('account.unionWorkHint')} />
      ) : null}
      {teaches ? <NavRow to="/teach" title={t('account.teach')} hint={t('account.teachHint')} /> : null}
      <NavRow to="/learn" title={t('account.learn')} hint={t('account.learnHint')} />
      <NavRow to="/events" title={t('account.events')} hint={t('account.eventsHint')} />
      <NavRow to="/me/union" title={t('account.union')} hint={t('account.unionHint')} />
      <NavRow to="/orders" title={t('account.orders')} hint={t('account.ordersHint')} />
      <NavRow to="/me/coupons" title={t('account.coupons')} hint={t('account.couponsHint')} />
      <NavRow
        to="/me/news"
        title={t('account.news')}
        hint={unread > 0 ? t('account.unreadNews', { number: unread }) : t('account.newsHint')}
      />
    </nav>
  )
}

function NameForm({
  name,
  reply,
  isMain,
}: {
  name: string
  reply: FormReply | { saved: true } | undefined
  isMain: boolean
}) {
  const { t } = useTranslation('account')
  const busy = useNavigation().formAction === '/me'
  const saved = reply !== undefined && 'saved' in reply
  const refused = reply === undefined || 'saved' in reply ? undefined : reply
  return (
    <Form method="post" className={styles.form}>
      <Field
        // A name that was taken stands there as it was taken.
        key={name}
        name="name"
        label={t('account.name')}
        hint={t('account.nameHint')}
        defaultValue={typedIn(refused, 'name') ?? name}
        errors={errorsOf(refused, 'name')}
        autoComplete="nickname"
        enterKeyHint="done"
        required
      />
      {saved && !busy ? <Note>{t('account.nameSaved')}</Note> : null}
      <Button type="submit" look={isMain ? 'main' : 'sea'} disabled={busy}>
        {t('account.saveName')}
      </Button>
    </Form>
  )
}
