import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { AccountLink } from './account-link.tsx'
import { Mark } from './mark.tsx'
import { PreferencesForm } from './preferences-form.tsx'
import styles from './top-bar.module.css'

export function TopBar() {
  const { t } = useTranslation('common')
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.home} aria-label={t('homeLink', { name: t('appName') })}>
        <Mark name={t('appName')} />
      </Link>
      <div className={styles.choices}>
        <PreferencesForm />
        <AccountLink />
      </div>
    </header>
  )
}
