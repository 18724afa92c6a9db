import clsx from 'clsx'
import { useEffect, useRef, useState, type FormEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { NoticeWords } from '../chat/chat-line.tsx'
import { ChatScroll } from '../chat/chat-scroll.tsx'
import { PendingLine } from '../chat/pending-line.tsx'
import type { RoomLine } from '../chat/room-line.ts'
import { longestMessage } from '../timeline/limits.ts'
import type { EntryView } from '../timeline/timeline.ts'
import { DeedSheet } from './deed-sheet.tsx'
import { isQuestion } from './questions.ts'
import '../studio/texts.ts'
import styles from './console-chat.module.css'

type ChatEntry = Extract<EntryView, { kind: 'chat' }>

/** The chat as the host and her assistants see it: large, questions marked, each message to be pressed and dealt with. */
export function ConsoleChat({ line }: { line: RoomLine }) {
  const { t } = useTranslation('studio')
  const [chosen, setChosen] = useState<ChatEntry | null>(null)
  const [done, setDone] = useDoneNote()
  const [text, setText] = useState('')
  const fieldRef = useRef<HTMLInputElement>(null)
  const doneRef = useRef<HTMLDivElement>(null)
  // The message that opened the sheet is gone with the deed: the focus waits where it is said that it is done.
  const finish = () => {
    setDone()
    setTimeout(() => doneRef.current?.focus())
  }
  const { entries, pending, status } = line
  const empty = status === 'open' && entries.length === 0 && pending.length === 0
  return (
    <section className={styles.chat} aria-label={t('moderation.log')}>
      <ChatScroll
        entries={entries}
        changes={pending}
        className={styles.log}
        empty={empty ? <p className={styles.empty}>{t('moderation.empty')}</p> : null}
        renderLine={(entry) => <ConsoleLine key={entry.seq} entry={entry} onChoose={setChosen} />}
        after={pending.map((message) => (
          <PendingLine
            key={message.key}
            message={message}
            line={line}
            onEdit={(words) => {
              setText(words)
              fieldRef.current?.focus()
            }}
          />
        ))}
      />
      <div role="status" ref={doneRef} tabIndex={-1}>
        {status === 'lost' ? <p className={styles.lost}>{t('assist.lost')}</p> : null}
        {done && status !== 'lost' ? <p className={styles.done}>{t('moderation.done')}</p> : null}
      </div>
      <Reply line={line} text={text} onText={setText} fieldRef={fieldRef} />
      <DeedSheet line={line} entry={chosen} onClose={() => setChosen(null)} onDone={finish} />
    </section>
  )
}

/** How long it is said that a deed is done, in milliseconds. */
const doneLasts = 4000

function useDoneNote(): [boolean, () => void] {
  const [times, setTimes] = useState(0)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (times === 0) return
    setShown(true)
    const timer = setTimeout(() => setShown(false), doneLasts)
    return () => clearTimeout(timer)
  }, [times])
  return [shown, () => setTimes((before) => before + 1)]
}

function ConsoleLine({ entry, onChoose }: { entry: EntryView; onChoose: (entry: ChatEntry) => void }) {
  if (entry.kind === 'removal') return null
  return (
    <li>
      {entry.kind === 'chat' ? (
        <Said entry={entry} onChoose={onChoose} />
      ) : (
        <p className={clsx(styles.notice, entry.kind === 'order' && styles.sold)}>
          <NoticeWords entry={entry} />
        </p>
      )}
    </li>
  )
}

function Said({ entry, onChoose }: { entry: ChatEntry; onChoose: (entry: ChatEntry) => void }) {
  const { t } = useTranslation(['studio', 'chat'])
  const { by, text } = entry
  const asks = by.role === 'viewer' && isQuestion(text ?? '')
  const words = (
    <>
      {by.role === 'viewer' ? null : <span className={styles.role}>{t(`chat:roles.${by.role}`)}</span>}
      {by.role === 'host' ? null : <span className={styles.name}>{by.name}</span>}
      <span>{text}</span>
      {asks ? <Tag>{t('moderation.question')}</Tag> : null}
    </>
  )
  if (by.role === 'host') return <p className={clsx(styles.line, styles.ours)}>{words}</p>
  return (
    <button
      type="button"
      className={clsx(styles.line, styles.press, asks && styles.asks, by.role !== 'viewer' && styles.ours)}
      aria-label={t('moderation.act', { name: by.name, text: text ?? '' })}
      onClick={() => onChoose(entry)}
    >
      {words}
    </button>
  )
}

/** A word of hers in the chat, beside her picture. */
function Reply({
  line,
  text,
  onText,
  fieldRef,
}: {
  line: RoomLine
  text: string
  onText: (text: string) => void
  fieldRef: RefObject<HTMLInputElement>
}) {
  const { t } = useTranslation(['studio', 'chat'])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    line.say(text)
    onText('')
  }
  return (
    <form className={styles.reply} onSubmit={send}>
      <input
        ref={fieldRef}
        className={styles.field}
        value={text}
        maxLength={longestMessage}
        aria-label={t('moderation.reply')}
        placeholder={t('moderation.reply')}
        enterKeyHint="send"
        autoComplete="off"
        onChange={({ target }) => onText(target.value)}
      />
      <Button type="submit" look="sea" icon="send" round>
        {t('chat:send')}
      </Button>
    </form>
  )
}
