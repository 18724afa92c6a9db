import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import type { RoomLine } from '../chat/room-line.ts'
import './texts.ts'
import styles from './console-panel.module.css'

/** How the broadcast goes: what it has brought and who watches; likes, where nothing was sold yet. */
export function ConsoleFigures({ line, leads }: { line: RoomLine; leads: boolean }) {
  const { t } = useTranslation('studio')
  const { sales, counts, offers } = line
  const sells = sales !== null && (sales.orders > 0 || offers.pinned !== null)
  return (
    <dl className={styles.figures} aria-label={t('console.figures')}>
      {sells ? (
        <>
          <div className={styles.figure}>
            <dt>{t('desk.takings')}</dt>
            <dd>{`¥${formatFenShort(sales.takingsFen)}`}</dd>
          </div>
          <div className={styles.figure}>
            <dt>{leads ? <Link to="/sell/orders">{t('desk.orders')}</Link> : t('desk.orders')}</dt>
            <dd>{t('desk.ordersNumber', { number: sales.orders })}</dd>
          </div>
        </>
      ) : null}
      <div className={styles.figure}>
        <dt>{t('console.viewers')}</dt>
        <dd>{counts.viewers}</dd>
      </div>
      {sells ? null : (
        <div className={styles.figure}>
          <dt>{t('console.likes')}</dt>
          <dd>{counts.likes}</dd>
        </div>
      )}
    </dl>
  )
}
