import { useTranslation } from 'react-i18next'
import { NavRow } from '#app/ui/nav-row.tsx'
import { UnionPage } from './union-page.tsx'
import './registry-texts.ts'
import styles from './staff.module.css'

export interface WorkView {
  waiting: number
  transfers: number
  /** The organisations at whose top she stands; null for whoever sees all. */
  tops: string[] | null
  hasOrganisations: boolean
}

/** What there is to do for the union's staff. */
export function WorkPage({ work }: { work: WorkView }) {
  const { t } = useTranslation('registry')
  const { waiting, transfers, tops } = work
  return (
    <UnionPage title={t('title')} room={null}>
      <p className={styles.hint}>
        {!work.hasOrganisations
          ? t('work.scopeNone')
          : tops === null
            ? t('work.scopeAll')
            : t('work.scope', { names: tops.join('、') })}
      </p>
      <div className={styles.list}>
        <NavRow
          to="/union/applications"
          title={t('work.applications')}
          hint={waiting === 0 ? t('work.applicationsNone') : t('work.applicationsSome', { number: waiting })}
        />
        <NavRow to="/union/members" title={t('work.members')} hint={t('work.membersHint')} />
        <NavRow
          to="/union/transfers"
          title={t('work.transfers')}
          hint={transfers === 0 ? t('work.transfersNone') : t('work.transfersSome', { number: transfers })}
        />
        <NavRow
          to="/union/organisations"
          title={t('work.organisations')}
          hint={t('work.organisationsHint')}
        />
        <NavRow to="/teach/events" title={t('work.events')} hint={t('work.eventsHint')} />
        <NavRow to="/union/figures" title={t('work.figures')} hint={t('work.figuresHint')} />
        <NavRow to="/union/import" title={t('work.import')} hint={t('work.importHint')} />
      </div>
      <p className={styles.small}>{t('work.looks')}</p>
    </UnionPage>
  )
}
