import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { NavRow } from '#app/ui/nav-row.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Surface } from '#app/ui/surface.tsx'
import { spacedMemberNumber } from '../member-number.ts'
import './directory-texts.ts'
import { Fact, Facts } from './facts.tsx'
import { History } from './history.tsx'
import type { Look, OwnData } from './member.ts'
import { PlainFacts } from './plain-facts.tsx'
import styles from './directory.module.css'

/** What the union keeps of her, who looked at it, and what she can do with it: take it away, or have it erased. */
export function OwnDataPage({ own, now }: { own: OwnData; now: number }) {
  const { t } = useTranslation('directory')
  const { account, member, looks } = own
  const unknown = t('member.unknown')
  return (
    <PlainPage title={t('own.title')} back={{ to: '/me/union', words: t('own.back') }}>
      <Surface title={t('own.kept')}>
        {member === null ? (
          <p>{t('own.notMember')}</p>
        ) : (
          <Facts>
            <Fact name={t('member.number')}>{spacedMemberNumber(member.number)}</Fact>
            <Fact name={t('own.name')}>{member.name}</Fact>
            <Fact name={t('member.organisation')}>{member.organisation?.name ?? t('member.left')}</Fact>
            <PlainFacts said={member} />
            <Fact name={t('member.phone')}>{member.phone ?? unknown}</Fact>
            <Fact name={t('member.identityNumber')}>{member.identityNumber ?? unknown}</Fact>
          </Facts>
        )}
        {member === null ? null : <p className={styles.small}>{t('own.wrong')}</p>}
      </Surface>
      {member === null ? null : <History stays={member.stays} posts={member.posts} now={now} />}
      <Surface title={t('own.account')}>
        <Facts>
          <Fact name={t('own.accountName')}>{account.name}</Fact>
          <Fact name={t('own.accountPhone')}>{account.phone ?? unknown}</Fact>
        </Facts>
      </Surface>
      {member === null ? null : <Looks looks={looks} now={now} />}
      <Section title={t('own.download')}>
        <p className={styles.hint}>{t('own.downloadHint')}</p>
        {/* The browser's own form: what comes is a file, not a page. */}
        <form method="post" action="/me/union/data/download">
          <Button type="submit">{t('own.downloadButton')}</Button>
        </form>
      </Section>
      <NavRow to="?do=erase" title={t('erase.ask')} hint={t('erase.askHint')} />
    </PlainPage>
  )
}

function Looks({ looks, now }: { looks: readonly Look[]; now: number }) {
  const { t } = useTranslation('directory')
  return (
    <Section title={t('own.looks')}>
      {looks.length === 0 ? (
        <p className={styles.hint}>{t('own.noLooks')}</p>
      ) : (
        <ul className={styles.list}>
          {looks.map((look) => (
            <LookRow key={`${look.at} ${look.what} ${look.by}`} look={look} now={now} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function LookRow({ look, now }: { look: Look; now: number }) {
  const { t } = useTranslation('directory')
  const { language } = usePreferences()
  const { what, at, by, organisations } = look
  const where = organisations.length === 0 ? t('own.everywhere') : organisations.join(' · ')
  return (
    <li className={styles.line}>
      <b>
        {by} {t(what === 'phone' ? 'own.lookedPhone' : 'own.lookedIdentity')}
      </b>
      <span className={styles.small}>
        {where} · {formatDayAndTime(at, language, now)}
      </span>
    </li>
  )
}
