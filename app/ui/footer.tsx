import { useTranslation } from 'react-i18next'
import styles from './footer.module.css'

export function Footer() {
  const { t } = useTranslation('common')
  return (
    <footer className={styles.footer}>
      <p>{t('federation')}</p>
    </footer>
  )
}
