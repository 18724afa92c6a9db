import { useRevalidator } from '@remix-run/react'
import clsx from 'clsx'
import { useCallback, useEffect, useState } from 'react'
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
import { leftOf } from './selling/offers.ts'
import { PinnedCard } from './selling/pinned-card.tsx'
import type { RoomSelling } from './selling/room-selling.server.ts'
import { RoomTicket } from './selling/room-ticket.tsx'
import { ShelfButton, shelfId } from './selling/shelf-button.tsx'
import { ShelfList } from './selling/shelf-list.tsx'
import { useClaims } from './selling/use-claims.ts'
import { useHangingCoupon } from './selling/use-hanging-coupon.ts'
import { useShelf } from './selling/use-shelf.ts'
import { useShownOffers } from './selling/use-shown-offers.ts'
import chatStyles from './chat/room-chat.module.css'
import styles from './room-on-air.module.css'

export interface RoomOnAirProps {
  room: RoomView
  now: number
  line: RoomLine
  standing: FollowStanding
  selling: Pick<RoomSelling, 'shelf' | 'held'>
  /** The room's complete address. */
  url: string
  onNews: () => void
}

/**
 * The room while its picture runs, or is awaited: edge to edge on a phone with the chat and what is sold over it, on dark
 * water between the shelf and the chat on a desktop.
 */
export function RoomOnAir({ room, now, line, standing, selling, url, onNews }: RoomOnAirProps) {
  const view = useLivePlayer({
    room: room.slug,
    broadcast: room.broadcast?.id,
    onAir: room.state === 'on-air',
    onNews,
  })
  const signIn = useSignIn(line)
  const shown = useShownOffers(line, view.playingAt)
  const { follows, onFollowed } = useFollowedByClaim(standing.follows)
  const claims = useClaims(line, { held: selling.held, onSignIn: () => signIn.ask('claim'), onFollowed })
  const hanging = useHangingCoupon(shown.coupons, claims)
  const shelf = useShelf(line, selling.shelf)
  const title = room.broadcast?.title ?? room.title
  const offered = { items: shelf.items, pinned: shown.pinned?.id ?? null, room: room.slug }
  const sells = shelf.items.length > 0
  return (
    <div className={clsx(styles.room, sells && styles.sells)}>
      <div className={styles.bar}>
        <TopBar />
      </div>
      <main
        id="main"
        className={styles.main}
        data-silent={(isPlayable(view) && !view.sound) || undefined}
        data-pinned={shown.pinned !== null || undefined}
        data-ticket={hanging !== null || undefined}
      >
        <Stage room={room} view={view} viewers={line.counts.viewers} />
        <PlayerControls view={view} className={styles.controls} />
        <RoomStory
          room={room}
          now={now}
          standing={{ ...standing, follows, signedIn: standing.signedIn || line.standing.signedIn }}
          onSignIn={() => signIn.ask('follow')}
        >
          <RoomChat
            line={{ ...line, entries: shown.entries }}
            shared={{ room: room.slug, title, url }}
            onSignIn={() => signIn.ask('talk')}
            signedInToTalk={signIn.toTalk}
            card={
              shown.pinned ? (
                <PinnedCard
                  product={shown.pinned}
                  stock={leftOf(line.offers, shown.pinned.id)}
                  room={room.slug}
                  className={clsx(chatStyles.card, styles.card)}
                />
              ) : null
            }
            ticket={
              hanging ? (
                <RoomTicket
                  coupon={hanging.coupon}
                  left={leftOf(line.offers, hanging.coupon.id)}
                  claims={claims}
                  follows={follows}
                  now={now}
                  className={chatStyles.ticket}
                />
              ) : null
            }
            shelf={
              sells ? <ShelfButton {...offered} onOpen={shelf.refresh} className={chatStyles.shelf} /> : null
            }
          />
        </RoomStory>
        <RoomCorner />
      </main>
      {sells ? <Shelf {...offered} /> : null}
      <SignInSheet
        wish={signIn.wish}
        onClose={() => {
          signIn.close()
          claims.cancel()
        }}
        onSignedIn={signIn.done}
      />
    </div>
  )
}

/** So long the page waits at the most before it asks anew after a claim, in milliseconds: a whole room claims at once. */
const followerCountWithin = 3000

/** That she follows by her claim shows at once; the page's data, with the number of followers, comes a little later. */
function useFollowedByClaim(known: boolean) {
  const { revalidate } = useRevalidator()
  const [byClaim, setByClaim] = useState(false)
  // The page knows it by now.
  if (byClaim && known) setByClaim(false)
  useEffect(() => {
    if (!byClaim) return
    const timer = setTimeout(revalidate, Math.random() * followerCountWithin)
    return () => clearTimeout(timer)
  }, [byClaim, revalidate])
  return { follows: known || byClaim, onFollowed: useCallback(() => setByClaim(true), []) }
}

/** Beside the picture; on a phone it lies behind its button, and without scripts below the picture. */
function Shelf(props: Parameters<typeof ShelfList>[0]) {
  const { t } = useTranslation('live')
  return (
    <aside id={shelfId} className={styles.shelf} aria-labelledby="shelf-title">
      <div className={styles.shelfHead}>
        <h2 id="shelf-title">{t('selling.shelf')}</h2>
        <p>{t('selling.shelfCount', { number: props.items.length })}</p>
      </div>
      <ShelfList {...props} />
    </aside>
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
