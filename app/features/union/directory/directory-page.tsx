import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '#app/kernel/clock.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import type { FormReply } from '#app/ui/form-reply.ts'
import { PageState } from '#app/ui/page-state.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { sexes, trades } from '../choices.ts'
import { spacedMemberNumber } from '../member-number.ts'
import { UnionPage } from '../staff/union-page.tsx'
import {
  addressOf,
  monthNumbers,
  onPage,
  type Asked,
  type DirectoryRow,
  type KeptOrganisation,
} from './directory.ts'
import './directory-texts.ts'
import { longestSearch } from './search.ts'
import { SelectField } from './select-field.tsx'
import '../union-texts.ts'
import styles from './directory.module.css'

export interface DirectoryView {
  asked: Asked
  members: DirectoryRow[]
  count: number
  /** From 0. */
  page: number
  organisations: KeptOrganisation[]
  now: number
}

/** The members whom staff keep: found by one field, narrowed by what they are, thirty a page. */
export function DirectoryPage({ view, reply }: { view: DirectoryView; reply: FormReply | undefined }) {
  const { t } = useTranslation('directory')
  const { asked, members, count, now } = view
  return (
    <UnionPage title={t('list.title')} room="members">
      <SearchForm key={addressOf(asked)} view={view} reply={reply} />
      <div className={styles.buttons}>
        <p role="status" className={styles.count}>
          {t('list.count', { number: count })}
        </p>
        {asked.left || count === 0 ? null : (
          <ButtonLink to={exportOf(asked)} look="quiet" reloadDocument>
            {t('list.export')}
          </ButtonLink>
        )}
      </div>
      {members.length === 0 ? (
        <PageState level="h2" icon="user" title={t('list.none')}>
          {t('list.noneHint')}
        </PageState>
      ) : (
        <ul className={styles.list}>
          {members.map((member) => (
            <li key={member.id}>
              <MemberRow member={member} left={asked.left} now={now} />
            </li>
          ))}
        </ul>
      )}
      <Pages view={view} />
    </UnionPage>
  )
}

/** The roll of the organisation that is chosen, whole: what else narrows this page does not narrow it. */
function exportOf({ organisation }: Asked): string {
  return organisation === null
    ? '/union/members/export'
    : `/union/members/export?organisation=${organisation}`
}

/** Posted: what is typed may be a phone or an identity number, and then stands in no address. */
function SearchForm({ view, reply }: { view: DirectoryView; reply: FormReply | undefined }) {
  const { t } = useTranslation(['directory', 'union'])
  const { asked, organisations } = view
  const { search, organisation, trade, sex, left } = asked
  const isNarrowed = organisation !== null || trade !== null || sex !== null || left
  return (
    <Form method="post" action="/union/members" className={styles.form} role="search">
      <div className={styles.search}>
        <ReplyField
          reply={reply}
          first={search}
          name="search"
          label={t('list.search')}
          hint={t('list.searchHint')}
          autoComplete="off"
          enterKeyHint="search"
          maxLength={longestSearch}
        />
        <Button type="submit" look="main">
          {t('list.find')}
        </Button>
      </div>
      <details className={styles.fold} open={isNarrowed}>
        <summary className={styles.summary}>{t('list.filters')}</summary>
        <div className={styles.filters}>
          <SelectField
            name="organisation"
            label={t('list.organisation')}
            chosen={organisation}
            none={t('list.everywhere')}
          >
            {organisations.map(({ id, name, depth }) => (
              <option key={id} value={id}>
                {'\u3000'.repeat(depth)}
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField name="trade" label={t('list.trade')} chosen={trade} none={t('list.any')}>
            {trades.map((one) => (
              <option key={one} value={one}>
                {t(`union:trade.${one}`)}
              </option>
            ))}
          </SelectField>
          <SelectField name="sex" label={t('list.sex')} chosen={sex} none={t('list.any')}>
            {sexes.map((one) => (
              <option key={one} value={one}>
                {t(`union:sex.${one}`)}
              </option>
            ))}
          </SelectField>
          <Choices name="left" legend={t('list.which')} options={['', '1']} chosen={left ? '1' : ''}>
            {(one) => t(one === '' ? 'list.in' : 'list.left')}
          </Choices>
        </div>
        {isNarrowed ? (
          <ButtonLink to="/union/members" look="quiet">
            {t('list.all')}
          </ButtonLink>
        ) : null}
      </details>
    </Form>
  )
}

function MemberRow({ member, left, now }: { member: DirectoryRow; left: boolean; now: number }) {
  const { t } = useTranslation(['directory', 'union'])
  const { language } = usePreferences()
  const { sex, birthMonth, trade, phoneLast4, at } = member
  const about = [
    sex === null ? null : t(`union:sex.${sex}`),
    birthMonth === null ? null : t('list.born', { month: t('month', monthNumbers(birthMonth)) }),
    trade === null ? null : t(`union:trade.${trade}`),
    phoneLast4 === null ? null : t('list.ending', { digits: phoneLast4 }),
  ].filter((fact) => fact !== null)
  const day = formatDay(at, language, now)
  return (
    <Link to={`/union/members/${member.id}`} className={styles.member}>
      <span className={styles.words}>
        <span className={styles.name}>
          <b>{member.name}</b> <span className={styles.small}>{spacedMemberNumber(member.number)}</span>
          {member.demo ? <Tag>{t('list.demo')}</Tag> : null}
        </span>
        <span className={styles.small}>{about.join(' · ')}</span>
      </span>
      <span className={styles.words}>
        <span>{member.organisation}</span>
        <span className={styles.small}>{t(left ? 'list.leftOn' : 'list.since', { day })}</span>
      </span>
    </Link>
  )
}

function Pages({ view }: { view: DirectoryView }) {
  const { t } = useTranslation('directory')
  const { asked, count, page } = view
  const pages = Math.max(1, Math.ceil(count / onPage))
  if (pages === 1 && page === 0) return null
  return (
    <nav aria-label={t('list.turn')} className={styles.pages}>
      {page === 0 ? null : (
        <ButtonLink to={addressOf(asked, Math.min(page, pages) - 1)} look="line">
          {t('list.earlier')}
        </ButtonLink>
      )}
      <span className={styles.small}>{t('list.pages', { page: page + 1, pages })}</span>
      {page + 1 >= pages ? null : (
        <ButtonLink to={addressOf(asked, page + 1)} look="line">
          {t('list.later')}
        </ButtonLink>
      )}
    </nav>
  )
}
