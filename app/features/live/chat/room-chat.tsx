import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Icon } from '#app/ui/icon.tsx'
import { ChatLog } from './chat-log.tsx'
import { ChatNote } from './chat-note.tsx'
import { Composer, useDraft } from './composer.tsx'
import { LikeButton } from './like-button.tsx'
import type { RoomLine } from './room-line.ts'
import { ShareButton, type Shared } from './share-button.tsx'
import styles from './room-chat.module.css'

export interface RoomChatProps {
  line: RoomLine
  shared: Shared
  /** She wants to talk and has to sign in first. */
  onSignIn: () => void
  /** Grows by one each time that she has signed in to talk: the field is open then. */
  signedInToTalk: number
  /** What is offered: the card of the product, the ticket, and the button to the shelf. */
  card?: ReactNode
  ticket?: ReactNode
  shelf?: ReactNode
}

/** What is said, and the way to say something: over the picture on a phone, beside it on a desktop. */
export function RoomChat({ line, shared, onSignIn, signedInToTalk, card, ticket, shelf }: RoomChatProps) {
  const { t } = useTranslation('chat')
  const draft = useDraft(shared.room)
  const field = useField(signedInToTalk)
  const { signedIn } = line.standing
  return (
    <div className={styles.lower} data-speaking={field.open || undefined}>
      <div className={styles.words}>
        <ChatLog
          line={line}
          className={styles.log}
          onEdit={(text) => {
            draft.write(text)
            field.enter()
          }}
        />
        {ticket}
      </div>
      <noscript>
        <p className={styles.noScripts}>{t('noScripts')}</p>
      </noscript>
      <ChatNote line={line} className={styles.note} />
      {card}
      <div className={styles.bar}>
        {shelf}
        <button
          ref={field.buttonRef}
          type="button"
          className={styles.talk}
          onClick={() => (signedIn ? field.enter() : onSignIn())}
        >
          <Icon name="chat" />
          <span className={styles.long}>{t(signedIn ? 'say' : 'saySignedOut')}</span>
          <span className={styles.short}>{t('sayShort')}</span>
        </button>
        <Composer
          draft={draft}
          inputRef={field.inputRef}
          signedIn={signedIn}
          onSignIn={onSignIn}
          onSay={(text) => {
            line.say(text)
            field.leave()
          }}
          onLeave={field.leave}
          onBlur={field.close}
          className={styles.composer}
        />
        <LikeButton line={line} className={styles.like} />
        <ShareButton shared={shared} className={styles.share} />
      </div>
    </div>
  )
}

interface Field {
  open: boolean
  inputRef: RefObject<HTMLInputElement>
  buttonRef: RefObject<HTMLButtonElement>
  enter: () => void
  close: () => void
  leave: () => void
}

/** On a phone the field lies behind a button; beside the picture it always stands there, and opening it changes nothing. */
function useField(signedInToTalk: number): Field {
  const [open, setOpen] = useState(false)
  const inputRef = useRef<HTMLInputElement>(null)
  const buttonRef = useRef<HTMLButtonElement>(null)
  const enter = () => {
    // At once, within her press: else a phone does not bring its keyboard.
    flushSync(() => setOpen(true))
    inputRef.current?.focus()
  }
  const wanted = useRef(0)
  useEffect(() => {
    if (signedInToTalk > 0) setOpen(true)
  }, [signedInToTalk])
  useEffect(() => {
    // Once it is to be seen, and the sheet has given the focus back.
    if (!open || wanted.current === signedInToTalk) return
    wanted.current = signedInToTalk
    inputRef.current?.focus()
  }, [open, signedInToTalk])
  const close = () => setOpen(false)
  return {
    open,
    inputRef,
    buttonRef,
    enter,
    close,
    leave: () => {
      flushSync(close)
      // Beside the picture there is no button to go back to.
      const button = buttonRef.current
      if (button && button.getClientRects().length > 0) button.focus()
    },
  }
}
