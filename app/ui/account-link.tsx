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
  // The page of news is where she sees it.
  const unread = pathname === '/me/news' ? 0 : me.unreadNews
  return (
    <Link to="/me" className={styles.link}>
      <span className={unread > 0 ? styles.unread : undefined}>
        <Avatar name={me.name} picture={me.picture} />
      </span>
      <span className={styles.word}>{t('account.me')}</span>
      {unread > 0 ? (
        <span className="visually-hidden">{t('account.unreadNews', { number: unread })}</span>
      ) : null}
    </Link>
  )
}
