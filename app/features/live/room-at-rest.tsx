import { useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '#app/ui/avatar.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Footer } from '#app/ui/footer.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Tag } from '#app/ui/tag.tsx'
import { TopBar } from '#app/ui/top-bar.tsx'
import { SignInSheet, type SignInSheetProps } from './chat/sign-in-sheet.tsx'
import { Fact } from './fact.tsx'
import { FollowButton, useFollowing, type FollowStanding } from './follow-button.tsx'
import { ReplayList } from './replay-list.tsx'
import type { RoomView } from './rooms.ts'
import { sayWhen } from './times.ts'
import styles from './room-at-rest.module.css'

/** The room with no picture running: what is the matter, and the next step. */
export function RoomAtRest({
  room,
  now,
  standing,
}: {
  room: RoomView
  now: number
  standing: FollowStanding
}) {
  const { t } = useTranslation('live')
  const [latest, ...earlier] = room.replays
  const justEnded = room.state === 'ended'
  return (
    <>
      <TopBar />
      <main id="main" className={styles.main}>
        <div className={styles.picture}>
          <img src={room.cover} alt="" />
        </div>
        <div className={styles.words}>
          <div className={styles.host}>
            <Avatar name={room.host.name} picture={room.host.picture} />
            <span>{room.host.name}</span>
            {room.host.demo ? <Tag>{t('demo')}</Tag> : null}
            {standing.mayFollow ? <Follow room={room} standing={standing} /> : null}
          </div>
          <div role="status">
            <RestWords room={room} now={now} />
          </div>
          <Fact icon="pin" className={styles.place}>
            {`${room.title} · ${room.place}`}
          </Fact>
          <div className={styles.actions}>
            {justEnded && latest ? (
              <ButtonLink to={`/replay/${latest.id}`} look="main" icon="play">
                {t('room.watchReplay')}
              </ButtonLink>
            ) : null}
            <ButtonLink to="/" look="soft">
              {t('room.backHome')}
            </ButtonLink>
          </div>
          <ReplayList replays={justEnded ? earlier : room.replays} now={now} heading={t('room.replays')} />
        </div>
      </main>
      <Footer />
    </>
  )
}

function Follow({ room, standing }: { room: RoomView; standing: FollowStanding }) {
  const { revalidate } = useRevalidator()
  const [wish, setWish] = useState<SignInSheetProps['wish']>(null)
  const close = () => setWish(null)
  return (
    <>
      <FollowButton
        room={room.slug}
        signedIn={standing.signedIn}
        following={useFollowing(room.slug, standing)}
        onSignIn={() => setWish('follow')}
        look="line"
        className={styles.follow}
      />
      <SignInSheet
        wish={wish}
        onClose={close}
        onSignedIn={() => {
          revalidate()
          close()
        }}
      />
    </>
  )
}

function RestWords({ room, now }: { room: RoomView; now: number }) {
  const { t } = useTranslation('live')
  const { language } = usePreferences()
  if (room.state === 'ended') {
    return (
      <>
        <h1>{t('room.ended')}</h1>
        <p>{room.replays.length > 0 ? t('room.endedHint') : t('room.endedNoReplay')}</p>
      </>
    )
  }
  if (room.nextBroadcastAt !== null) {
    return (
      <>
        <h1>{t('room.soon', { time: sayWhen(room.nextBroadcastAt, now, language) })}</h1>
        <p>{t('room.soonHint')}</p>
      </>
    )
  }
  return (
    <>
      <h1>{t('room.quiet')}</h1>
      <p>{t('room.quietHint')}</p>
    </>
  )
}
