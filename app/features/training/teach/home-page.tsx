import { useTranslation } from 'react-i18next'
import { NavRow } from '#app/ui/nav-row.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import './teach-texts.ts'
import styles from './teach.module.css'

/** Where whoever teaches goes from. */
export function HomePage({ teaches, governs }: { teaches: boolean; governs: boolean }) {
  const { t } = useTranslation('teach')
  return (
    <PlainPage title={t('home.title')}>
      <nav aria-label={t('home.title')} className={styles.list}>
        {teaches ? (
          <NavRow to="/teach/courses" title={t('home.courses')} hint={t('home.coursesHint')} />
        ) : null}
        <NavRow to="/teach/events" title={t('home.events')} hint={t('home.eventsHint')} />
        {governs ? (
          <NavRow to="/teach/certificates" title={t('home.certificates')} hint={t('home.certificatesHint')} />
        ) : null}
      </nav>
    </PlainPage>
  )
}
