import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '#app/kernel/clock.ts'
import { Banner } from '#app/ui/banner.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { NavRow } from '#app/ui/nav-row.tsx'
import { Note } from '#app/ui/note.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { ApplicationView } from './applications.ts'
import type { PassSecret } from './check-in/make-pass-code.ts'
import { PassCard } from './check-in/pass-card.tsx'
import { spacedMemberNumber } from './member-number.ts'
import type { OwnUnion } from './own.ts'
import './union-texts.ts'
import styles from './union.module.css'

/** Where she stands with her union: not in yet, on her way in, or a member with her card. */
export function OwnUnionPage({
  own,
  pass,
  done,
  now,
}: {
  own: OwnUnion
  /** Of a member: what her phone makes its codes with. */
  pass: PassSecret | null
  done: boolean
  now: number
}) {
  const { t } = useTranslation('union')
  const { member, application } = own
  const isIn = member !== null && member.organisation !== null
  const pending = isIn || application?.status === 'accepted' ? null : application
  return (
    <PlainPage title={t('title')}>
      {done ? <Note>{t('home.done')}</Note> : null}
      {member?.demo ? <Banner look="note">{t('home.demo')}</Banner> : null}
      {isIn ? <Card member={member} now={now} /> : null}
      {isIn && pass !== null ? <PassCard pass={pass} now={now} /> : null}
      {own.transfer === null ? null : <OpenTransfer transfer={own.transfer} />}
      {pending === null ? null : <Application application={pending} />}
      {isIn || pending !== null ? null : <NotIn hasLeft={member !== null} />}
      <nav aria-label={t('title')} className={styles.rows}>
        {isIn && own.transfer === null ? (
          <NavRow to="/me/union/transfer" title={t('home.transfer')} hint={t('home.transferHint')} />
        ) : null}
        <NavRow to="/me/union/data" title={t('home.data')} hint={t('home.dataHint')} />
      </nav>
    </PlainPage>
  )
}

function Card({ member, now }: { member: NonNullable<OwnUnion['member']>; now: number }) {
  const { t } = useTranslation('union')
  const { language } = usePreferences()
  const { number, name, organisation, since } = member
  return (
    <section className={styles.card} aria-label={t('home.card')}>
      <p className={styles.small}>{t('home.card')}</p>
      <p className={styles.union}>{organisation?.name}</p>
      <p className={styles.number}>{name}</p>
      <div>
        <p className={styles.small}>{t('home.number')}</p>
        <p className={styles.number}>{spacedMemberNumber(number)}</p>
      </div>
      {since === null ? null : (
        <p className={styles.small}>{t('home.since', { day: formatDay(since, language, new Date(now)) })}</p>
      )}
    </section>
  )
}

function OpenTransfer({ transfer }: { transfer: NonNullable<OwnUnion['transfer']> }) {
  const { t } = useTranslation('union')
  const answer = (agreed: boolean) => t(agreed ? 'home.agreed' : 'home.waiting')
  return (
    <Section title={t('home.transferring', { organisation: transfer.to })}>
      <dl className={styles.facts}>
        <div className={styles.fact}>
          <dt>{t('home.transferFrom')}</dt>
          <dd>{answer(transfer.fromAgreed)}</dd>
        </div>
        <div className={styles.fact}>
          <dt>{t('home.transferTo')}</dt>
          <dd>{answer(transfer.toAgreed)}</dd>
        </div>
      </dl>
      <Form method="post">
        <Button type="submit" name="deed" value="stay" look="line">
          {t('home.withdrawTransfer')}
        </Button>
      </Form>
    </Section>
  )
}

function NotIn({ hasLeft }: { hasLeft: boolean }) {
  const { t } = useTranslation('union')
  return (
    <PageState
      level="h2"
      art="/art/scene-harbour-dawn.svg"
      title={t(hasLeft ? 'home.left' : 'home.none')}
      action={
        <ButtonLink to="/me/union/apply" look="main">
          {t('home.begin')}
        </ButtonLink>
      }
    >
      {t(hasLeft ? 'home.leftHint' : 'home.noneHint')}
    </PageState>
  )
}

/** Her application on its way: one sentence on where it is, and the one thing to do now. */
function Application({ application }: { application: ApplicationView }) {
  const { t } = useTranslation('union')
  const { status, reason } = application
  const organisation = application.organisation?.name ?? ''
  const isRefused = status === 'returned' || status === 'rejected'
  if (status === 'accepted' || status === 'withdrawn') return null
  const next = { draft: 'home.goOn', returned: 'home.mend', rejected: 'home.again' } as const
  return (
    <Section title={t(`home.${status}`)}>
      {status === 'draft' ? <p className={styles.hint}>{t('home.draftHint')}</p> : null}
      {status === 'submitted' ? (
        <p className={styles.hint}>{t('home.submittedHint', { organisation })}</p>
      ) : null}
      {isRefused ? <p className={styles.reason}>{t('home.reason', { reason: reason ?? '' })}</p> : null}
      {status === 'submitted' ? (
        <ButtonLink to="/me/union/apply?step=check" look="line">
          {t('home.see')}
        </ButtonLink>
      ) : (
        <ButtonLink to="/me/union/apply" look="main">
          {t(next[status])}
        </ButtonLink>
      )}
      {status === 'rejected' ? null : (
        <Form method="post">
          <Button type="submit" name="deed" value="withdraw" look="quiet">
            {t('home.withdraw')}
          </Button>
        </Form>
      )}
    </Section>
  )
}
