import clsx from 'clsx'
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { useKeyboardInset } from '#app/ui/keyboard-inset.ts'
import { longestMessage } from '../timeline/limits.ts'
import { keepDraft, keptDraft } from './kept-words.ts'
import styles from './composer.module.css'

export interface Draft {
  text: string
  write: (text: string) => void
}

/** What she is writing, kept through a reload and a sign-in. */
export function useDraft(room: string): Draft {
  const [text, setText] = useState('')
  useEffect(() => setText((typed) => (typed === '' ? keptDraft(room) : typed)), [room])
  return {
    text,
    write: (next) => {
      setText(next)
      keepDraft(room, next)
    },
  }
}

export interface ComposerProps {
  draft: Draft
  inputRef: RefObject<HTMLInputElement>
  signedIn: boolean
  /** She has pressed the field and has to sign in first. */
  onSignIn: () => void
  onSay: (text: string) => void
  /** Escape, or she is done. */
  onLeave: () => void
  /** The field has lost the focus, for whatever reason. */
  onBlur: () => void
  className?: string
}

/** The one field of the chat: Enter sends, Escape leaves. */
export function Composer(props: ComposerProps) {
  const { draft, inputRef, signedIn, onSignIn, onSay, onLeave, onBlur, className } = props
  const { t } = useTranslation('chat')
  const [writing, setWriting] = useState(false)
  const composing = useRef(false)
  useKeyboardInset(writing)
  const send = () => {
    if (draft.text.trim() === '') return
    if (!signedIn) return onSignIn()
    onSay(draft.text)
    draft.write('')
  }
  const onKey = ({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
    if (key !== 'Escape' || composing.current) return
    currentTarget.blur()
    onLeave()
  }
  return (
    <form
      className={clsx(styles.composer, className)}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <input
        ref={inputRef}
        className={styles.field}
        value={draft.text}
        maxLength={longestMessage}
        aria-label={t('say')}
        placeholder={t(signedIn ? 'say' : 'saySignedOut')}
        enterKeyHint="send"
        autoComplete="off"
        onChange={({ target }) => draft.write(target.value)}
        onClick={() => {
          if (!signedIn && draft.text === '') onSignIn()
        }}
        onCompositionStart={() => (composing.current = true)}
        onCompositionEnd={() => (composing.current = false)}
        onKeyDown={onKey}
        onFocus={() => setWriting(true)}
        onBlur={({ currentTarget, relatedTarget }) => {
          setWriting(false)
          // On the way to the send button she is still writing.
          if (!currentTarget.form?.contains(relatedTarget)) onBlur()
        }}
      />
      <Button
        type="submit"
        look="sea"
        icon="send"
        round
        className={styles.send}
        // The phone's keyboard stays open for the next sentence.
        onPointerDown={(event) => event.preventDefault()}
      >
        {t('send')}
      </Button>
    </form>
  )
}
