import { useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TopBar } from '#app/ui/top-bar.tsx'
import { RoomChat } from './chat/room-chat.tsx'
import type { RoomLine } from './chat/room-line.ts'
import { SignInSheet, type SignInSheetProps } from './chat/sign-in-sheet.tsx'
import { LivePicture, PictureNote } from './player/live-picture.tsx'
import { isPlayable, PlayerControls } from './player/player-controls.tsx'
import { useLivePlayer, type LivePlayerView } from './player/use-live-player.ts'
import { RoomCorner } from './room-corner.tsx'
import { RoomStory } from './room-story.tsx'
import { RoomTags } from './room-tags.tsx'
import type { FollowStanding } from './follow-button.tsx'
import type { RoomView } from './rooms.ts'
import styles from './room-on-air.module.css'

export interface RoomOnAirProps {
  room: RoomView
  now: number
  line: RoomLine
  standing: FollowStanding
  /** The room's complete address. */
  url: string
  onNews: () => void
}

/**
 * The room while its picture runs, or is awaited: edge to edge on a phone with the chat over it, on dark water beside
 * its story and the chat on a desktop.
 */
export function RoomOnAir({ room, now, line, standing, url, onNews }: RoomOnAirProps) {
  const view = useLivePlayer({
    room: room.slug,
    broadcast: room.broadcast?.id,
    onAir: room.state === 'on-air',
    onNews,
  })
  const signIn = useSignIn(line)
  const title = room.broadcast?.title ?? room.title
  return (
    <div className={styles.room}>
      <div className={styles.bar}>
        <TopBar />
      </div>
      <main id="main" className={styles.main} data-silent={(isPlayable(view) && !view.sound) || undefined}>
        <Stage room={room} view={view} viewers={line.counts.viewers} />
        <PlayerControls view={view} className={styles.controls} />
        <RoomStory room={room} now={now} standing={standing} onSignIn={() => signIn.ask('follow')}>
          <RoomChat
            line={line}
            shared={{ room: room.slug, title, url }}
            onSignIn={() => signIn.ask('talk')}
            signedInToTalk={signIn.toTalk}
          />
        </RoomStory>
        <RoomCorner />
      </main>
      <SignInSheet wish={signIn.wish} onClose={signIn.close} onSignedIn={signIn.done} />
    </div>
  )
}

/** Signing in without leaving: the picture goes on, the line and the page's data learn who she is. */
function useSignIn(line: RoomLine) {
  const { revalidate } = useRevalidator()
  const [wish, setWish] = useState<SignInSheetProps['wish']>(null)
  const [toTalk, setToTalk] = useState(0)
  return {
    wish,
    toTalk,
    ask: setWish,
    close: () => setWish(null),
    done: () => {
      line.renew()
      revalidate()
      if (wish === 'talk') setToTalk((times) => times + 1)
      setWish(null)
    },
  }
}

function Stage({ room, view, viewers }: { room: RoomView; view: LivePlayerView; viewers: number }) {
  const { t } = useTranslation('live')
  const [wide, setWide] = useState(false)
  const title = room.broadcast?.title ?? room.title
  return (
    <div className={styles.stage}>
      <div className={styles.frame} data-wide={wide || undefined}>
        <LivePicture view={view} cover={room.cover} name={t('picture', { title })} onShape={setWide} />
        <noscript>
          {/* eslint-disable-next-line jsx-a11y/media-has-caption -- live speech has no captions yet */}
          <video
            controls
            playsInline
            poster={room.cover}
            src={`/live/${room.slug}/main.m3u8`}
            aria-label={t('player.noScripts')}
            className={styles.plain}
          />
        </noscript>
        <PictureNote view={view} interrupted={room.state === 'interrupted'} />
        <RoomTags room={room} viewers={viewers} className={styles.tags} />
      </div>
    </div>
  )
}
