import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { Note } from '#app/ui/note.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { QueuedApplication } from '../review.ts'
import { UnionPage } from './union-page.tsx'
import './registry-texts.ts'
import styles from './staff.module.css'

export interface QueueView {
  applications: QueuedApplication[]
  page: number
  more: boolean
  /** What was done to the one before. */
  did: { deed: 'accepted'; number: string } | { deed: 'returned' | 'rejected' } | null
  now: number
}

/** The applications that wait, the longest waiting first. */
export function QueuePage({ applications, page, more, did, now }: QueueView) {
  const { t } = useTranslation('registry')
  return (
    <UnionPage title={t('review.title')} room="applications">
      {did === null ? null : (
        <Note>{t(`review.${did.deed}`, { number: did.deed === 'accepted' ? did.number : '' })}</Note>
      )}
      {applications.length === 0 ? (
        <PageState level="h2" art="/art/scene-harbour-dawn.svg" title={t('review.none')}>
          {t('review.noneHint')}
        </PageState>
      ) : (
        <ul className={styles.list}>
          {applications.map((application) => (
            <li key={application.id}>
              <QueueRow application={application} now={now} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.buttons}>
        {page > 0 ? (
          <ButtonLink to={`?page=${page - 1}`} look="soft">
            {t('review.earlier')}
          </ButtonLink>
        ) : null}
        {more ? (
          <ButtonLink to={`?page=${page + 1}`} look="soft">
            {t('review.later')}
          </ButtonLink>
        ) : null}
      </div>
    </UnionPage>
  )
}

function QueueRow({ application, now }: { application: QueuedApplication; now: number }) {
  const { t } = useTranslation('registry')
  const { language } = usePreferences()
  const { id, name, phoneLast4, organisation, submittedAt, likenesses } = application
  return (
    <Link to={`/union/applications/${id}`} className={styles.row}>
      <span className={styles.words}>
        <b>{name}</b>
        <span>{organisation}</span>
        <span className={styles.small}>
          {t('review.phone', { ending: phoneLast4 })} ·{' '}
          {t('review.waiting', { time: formatDayAndTime(submittedAt, language, new Date(now)) })}
        </span>
        {likenesses > 0 ? (
          <span className={styles.alike}>{t('review.alikeCount', { number: likenesses })}</span>
        ) : null}
      </span>
      <Icon name="right" size="small" />
    </Link>
  )
}
