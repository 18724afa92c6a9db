import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import { Tag } from '#app/ui/tag.tsx'
import { TopBar } from '#app/ui/top-bar.tsx'
import { useRoomLine } from '../chat/use-room-line.ts'
import { LivePicture } from '../player/live-picture.tsx'
import { useLivePlayer } from '../player/use-live-player.ts'
import type { RoomView } from '../rooms.ts'
import { SellingDesk } from '../selling/desk/selling-desk.tsx'
import { ConsoleChat } from './console-chat.tsx'
import { RoomRulesPanel } from './room-rules.tsx'
import '../studio/texts.ts'
import styles from './assist-page.module.css'

/** The assistant's page on her own phone: a small picture, the chat in large type, and what keeps it in order. */
export function AssistPage({ room, onNews }: { room: RoomView; onNews: () => void }) {
  const { t } = useTranslation('studio')
  const line = useRoomLine({ room: room.slug, broadcast: room.broadcast?.id ?? null, onNews })
  const running = room.state === 'on-air' || room.state === 'interrupted'
  return (
    <div className={styles.page}>
      <TopBar />
      <main id="main" className={styles.main}>
        <div className={styles.head}>
          {running ? <SmallPicture room={room} onNews={onNews} /> : null}
          <div className={styles.words}>
            <h1 className={styles.title}>{t('assist.title', { title: room.title })}</h1>
            {/* What changes here is read out. */}
            <p role="status" className={styles.state}>
              {room.state === 'on-air' ? <Tag look="live">{t('assist.onAir')}</Tag> : null}
              {room.state === 'interrupted' ? t('assist.interrupted') : null}
              {running ? null : t('assist.atRest')}
            </p>
            {running ? <p>{t('assist.viewers', { number: line.counts.viewers })}</p> : null}
            {running && line.sales ? (
              <p>
                {t('desk.takings')} <b>{`¥${formatFenShort(line.sales.takingsFen)}`}</b> · {t('desk.orders')}{' '}
                <b>{t('desk.ordersNumber', { number: line.sales.orders })}</b>
              </p>
            ) : null}
          </div>
        </div>
        {running ? (
          <div className={styles.desk}>
            <SellingDesk line={line} />
          </div>
        ) : null}
        <div className={styles.chat}>
          <ConsoleChat line={line} />
        </div>
        <aside className={styles.side}>
          <RoomRulesPanel line={line} />
        </aside>
      </main>
    </div>
  )
}

function SmallPicture({ room, onNews }: { room: RoomView; onNews: () => void }) {
  const { t } = useTranslation('studio')
  const view = useLivePlayer({
    room: room.slug,
    broadcast: room.broadcast?.id,
    onAir: room.state === 'on-air',
    quiet: true,
    onNews,
  })
  return (
    <div className={styles.picture}>
      <LivePicture view={view} cover={room.cover} name={t('assist.picture')} />
    </div>
  )
}
