import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#app/ui/icon.tsx'
import { PreferencesMenu } from '#app/ui/preferences-form.tsx'
import styles from './room-corner.module.css'

/** Type, language and the way out, where the picture leaves no place for the page's bar. */
export function RoomCorner() {
  const { t } = useTranslation('live')
  return (
    <div className={styles.corner}>
      <PreferencesMenu />
      <Link to="/" className={styles.leave} aria-label={t('leave')}>
        <Icon name="close" />
        <span className={styles.leaveWord}>{t('leaveShort')}</span>
      </Link>
    </div>
  )
}
