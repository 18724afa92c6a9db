import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Footer } from '#app/ui/footer.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { TopBar } from '#app/ui/top-bar.tsx'
import './registry-texts.ts'
import styles from './union-page.module.css'

const rooms = [
  { room: 'applications', to: '/union/applications' },
  { room: 'members', to: '/union/members' },
  { room: 'transfers', to: '/union/transfers' },
  { room: 'organisations', to: '/union/organisations' },
  { room: 'figures', to: '/union/figures' },
  { room: 'import', to: '/union/import' },
] as const
export type UnionRoom = (typeof rooms)[number]['room']

/** A page of the union's staff: on a desktop beside the ways to the others, on a phone under the way back. */
export function UnionPage({
  title,
  room,
  back,
  children,
}: {
  title: string
  room: UnionRoom | null
  /** Where it leads back to on a phone; to all the work where nothing is said. */
  back?: { to: string; words: string }
  children: ReactNode
}) {
  const { t } = useTranslation('registry')
  const way = back ?? { to: '/union', words: t('title') }
  return (
    <>
      <TopBar />
      <div className={styles.frame}>
        <nav aria-label={t('nav')} className={styles.side}>
          <Link to="/union" aria-current={room === null ? 'page' : undefined} className={styles.way}>
            {t('title')}
          </Link>
          {rooms.map(({ room: one, to }) => (
            <Link key={one} to={to} aria-current={one === room ? 'page' : undefined} className={styles.way}>
              {t(`work.${one}`)}
            </Link>
          ))}
        </nav>
        <main id="main" className={styles.main}>
          {room === null ? null : (
            <Link to={way.to} className={styles.back}>
              <Icon name="left" size="small" />
              {way.words}
            </Link>
          )}
          <h1 className={styles.title}>{title}</h1>
          {children}
        </main>
      </div>
      <Footer />
    </>
  )
}
