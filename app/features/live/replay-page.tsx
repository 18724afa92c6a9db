import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '#app/ui/avatar.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Footer } from '#app/ui/footer.tsx'
import { formatDuration } from '#app/kernel/clock.ts'
import { Phrases } from '#app/ui/phrases.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Tag } from '#app/ui/tag.tsx'
import { TopBar } from '#app/ui/top-bar.tsx'
import { ReplayChat } from './chat/replay-chat.tsx'
import { Fact } from './fact.tsx'
import { ReplayPlayer, type WishedMoment } from './player/replay-player.tsx'
import type { ReplayView } from './rooms.ts'
import type { Chapter } from './selling/chapters.ts'
import { Chapters } from './selling/chapters.tsx'
import { sayWhen } from './times.ts'
import styles from './replay-page.module.css'

export function ReplayPage({
  replay,
  chapters,
  from,
  now,
}: {
  replay: ReplayView
  chapters: readonly Chapter[]
  /** The moment with which it begins, in milliseconds since the epoch; null for its own beginning. */
  from: number | null
  now: number
}) {
  const { t } = useTranslation('live')
  const { language } = usePreferences()
  const { room } = replay
  const [date, setDate] = useState<number | null>(null)
  const [wished, setWished] = useState<WishedMoment | null>(
    from === null ? null : { date: from, press: 0, plays: false },
  )
  return (
    <>
      <TopBar />
      <main id="main" className={styles.main}>
        <div className={styles.stage}>
          <ReplayPlayer
            recording={replay.id}
            cover={room.cover}
            name={t('replay.video', { title: replay.title })}
            wished={wished}
            onDate={setDate}
          />
        </div>
        <div className={styles.side}>
          <div className={styles.words}>
            <p className={styles.tags}>
              <Tag>{t('replay.heading')}</Tag>
              {room.host.demo ? <Tag>{t('demo')}</Tag> : null}
            </p>
            <h1>
              <Phrases text={replay.title} />
            </h1>
            <p className={styles.host}>
              <Avatar name={room.host.name} picture={room.host.picture} />
              {room.host.name}
            </p>
            <Fact icon="clock" className={styles.fact}>
              {`${t('replay.broadcastAt', { time: sayWhen(replay.startedAt, now, language) })} · ${formatDuration(replay.durationSeconds, language)}`}
            </Fact>
            <Fact icon="pin" className={styles.fact}>
              {room.place}
            </Fact>
            <ButtonLink to={`/live/${room.slug}`} look="line">
              {t('replay.enterRoom')}
            </ButtonLink>
          </div>
          <Chapters
            chapters={chapters}
            beganAt={new Date(replay.startedAt).getTime()}
            replay={replay.id}
            date={date}
            onWatch={(at) =>
              setWished((before) => ({ date: at, press: (before?.press ?? 0) + 1, plays: true }))
            }
          />
          <ReplayChat recording={replay.id} date={date} />
        </div>
      </main>
      <Footer />
    </>
  )
}
