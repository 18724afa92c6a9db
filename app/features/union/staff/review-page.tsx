import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { Surface } from '#app/ui/surface.tsx'
import { spacedMemberNumber } from '../member-number.ts'
import type { LikeMember, ReviewedApplication } from '../review.ts'
import { UnionPage } from './union-page.tsx'
import './registry-texts.ts'
import '../union-texts.ts'
import styles from './staff.module.css'

/** One application beside those on the roll who may be the same person, and what to do with it. */
export function ReviewPage({
  application,
  reply,
}: {
  application: ReviewedApplication
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('registry')
  const { alike } = application
  const back = { to: '/union/applications', words: t('review.title') }
  return (
    <UnionPage title={application.name} room="applications" back={back}>
      <FieldErrors errors={errorsOf(reply)} />
      <div className={styles.sides}>
        <Said application={application} />
        {alike.map((member) => (
          <Alike key={member.id} member={member} application={application} />
        ))}
      </div>
      <Accept isNew={alike.length > 0} />
      <SendBack reply={reply} />
    </UnionPage>
  )
}

function Said({ application: said }: { application: ReviewedApplication }) {
  const { t } = useTranslation(['registry', 'union'])
  const none = t('review.notSaid')
  const facts = [
    { name: t('review.name'), value: said.name },
    { name: t('review.phoneName'), value: t('review.ending', { ending: said.phoneLast4 }) },
    { name: t('review.sex'), value: said.sex ? t(`union:sex.${said.sex}`) : none },
    { name: t('review.birthMonth'), value: said.birthMonth ?? none },
    { name: t('review.trade'), value: said.trade ? t(`union:trade.${said.trade}`) : none },
    {
      name: t('review.employment'),
      value: said.employment ? t(`union:employment.${said.employment}`) : none,
    },
    {
      name: t('review.identity'),
      value: said.identityLast4 ? t('review.ending', { ending: said.identityLast4 }) : none,
    },
    { name: t('review.organisation'), value: said.organisation.name },
  ]
  return (
    <Surface title={t('review.said')}>
      <Facts facts={facts} />
    </Surface>
  )
}

/** Somebody on the roll who may be her. What is the same is bold. */
function Alike({ member, application }: { member: LikeMember; application: ReviewedApplication }) {
  const { t } = useTranslation(['registry', 'union'])
  const by = member.by.map((one) => t(`review.by.${one}`)).join(' · ')
  const { shown } = member
  if (shown === null)
    return (
      <Surface title={t('review.alike')}>
        <p className={styles.alike}>{by}</p>
        <p>{t('review.elsewhere')}</p>
      </Surface>
    )
  const none = t('review.notSaid')
  const facts = [
    { name: t('review.name'), value: shown.name, same: shown.name === application.name },
    {
      name: t('review.phoneName'),
      value: shown.phoneLast4 ? t('review.ending', { ending: shown.phoneLast4 }) : none,
      same: member.by.includes('phone'),
    },
    {
      name: t('review.sex'),
      value: shown.sex ? t(`union:sex.${shown.sex}`) : none,
      same: shown.sex === application.sex,
    },
    {
      name: t('review.birthMonth'),
      value: shown.birthMonth ?? none,
      same: shown.birthMonth === application.birthMonth,
    },
    { name: t('review.trade'), value: shown.trade ? t(`union:trade.${shown.trade}`) : none },
    { name: t('review.number'), value: spacedMemberNumber(shown.number) },
    { name: t('review.now'), value: shown.organisation ?? t('review.leftAll') },
  ]
  return (
    <Surface title={t('review.alike')}>
      <p className={styles.alike}>{by}</p>
      <Facts facts={facts} />
      <Form method="post">
        <input type="hidden" name="sameAs" value={member.id} />
        <Button type="submit" name="deed" value="accept" look="sea">
          {t('review.sameAs')}
        </Button>
      </Form>
    </Surface>
  )
}

function Facts({ facts }: { facts: { name: string; value: string; same?: boolean }[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, same }) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd className={same ? styles.same : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Accept({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation('registry')
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post">
      <Button type="submit" name="deed" value="accept" look={isNew ? 'line' : 'main'} disabled={busy}>
        {t(isNew ? 'review.acceptNew' : 'review.accept')}
      </Button>
    </Form>
  )
}

function SendBack({ reply }: { reply: FormReply | undefined }) {
  const { t } = useTranslation('registry')
  const busy = useNavigation().state !== 'idle'
  const isMine = typedIn(reply, 'deed') === 'return' || typedIn(reply, 'deed') === 'reject'
  return (
    <Form method="post" className={styles.form}>
      <ReplyField
        reply={isMine ? reply : undefined}
        name="reason"
        label={t('review.reason')}
        hint={t('review.reasonHint')}
        maxLength={200}
        required
      />
      <div className={styles.buttons}>
        <Button type="submit" name="deed" value="return" look="soft" disabled={busy}>
          {t('review.return')}
        </Button>
        <Button type="submit" name="deed" value="reject" look="quiet" disabled={busy}>
          {t('review.reject')}
        </Button>
      </div>
    </Form>
  )
}
