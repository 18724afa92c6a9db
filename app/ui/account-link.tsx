import { Link, useLocation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Avatar } from './avatar.tsx'
import { useMe } from './me-context.ts'
import styles from './account-link.module.css'

/** The quiet way to her own page; to signing in, and back here, where nobody is signed in. */
export function AccountLink() {
  const { t } = useTranslation('common')
  const me = useMe()
  const { pathname, search } = useLocation()
  if (me === null) {
    const query = pathname === '/sign-in' ? search : `?${new URLSearchParams({ back: pathname + search })}`
    return (
      <Link to={`/sign-in${query}`} className={styles.link}>
        {t('account.signIn')}
      </Link>
    )
  }
  return (
    <Link to="/me" className={styles.link}>
      <Avatar {...me} />
      <span className={styles.word}>{t('account.me')}</span>
    </Link>
  )
}
