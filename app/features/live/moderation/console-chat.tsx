import clsx from 'clsx'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { RoomLine } from '../chat/room-line.ts'
import type { EntryView } from '../timeline/timeline.ts'
import { longestMessage } from '../timeline/timeline.ts'
import { DeedSheet } from './deed-sheet.tsx'
import { isQuestion } from './questions.ts'
import styles from './console-chat.module.css'

type ChatEntry = Extract<EntryView, { kind: 'chat' }>

/** The chat as the host and her assistants see it: large, questions marked, each message to be pressed and dealt with. */
export function ConsoleChat({ line }: { line: RoomLine }) {
  const { t } = useTranslation(['studio', 'chat'])
  const [chosen, setChosen] = useState<ChatEntry | null>(null)
  const logRef = useScrolledDown(line.entries.length + line.pending.length)
  return (
    <section className={styles.chat} aria-label={t('moderation.log')}>
      {line.status === 'lost' ? (
        <p role="status" className={styles.lost}>
          {t('assist.lost')}
        </p>
      ) : null}
      {/* A scrolling region is reached by the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={logRef} role="log" tabIndex={0} className={styles.log} aria-label={t('moderation.log')}>
        <ol className={styles.lines}>
          {line.entries.length === 0 ? <li className={styles.empty}>{t('moderation.empty')}</li> : null}
          {line.entries.map((entry) => (
            <ConsoleLine key={entry.seq} entry={entry} onChoose={setChosen} />
          ))}
          {line.pending.map(({ key, text, state, reason }) => (
            <li key={key} className={styles.pending}>
              {text}
              {state === 'refused' && reason !== null ? (
                <span className={styles.why}>
                  {t(`chat:refusals.${reason}`, {
                    longest: longestMessage,
                    seconds: line.rules.slowSeconds,
                    until: '',
                  })}
                  <Button look="quiet" onClick={() => line.discard(key)}>
                    {t('chat:pending.discard')}
                  </Button>
                </span>
              ) : null}
            </li>
          ))}
        </ol>
      </div>
      <Reply line={line} />
      <DeedSheet line={line} entry={chosen} onClose={() => setChosen(null)} />
    </section>
  )
}

function ConsoleLine({ entry, onChoose }: { entry: EntryView; onChoose: (entry: ChatEntry) => void }) {
  const { t } = useTranslation(['studio', 'chat'])
  if (entry.kind === 'removal') return null
  if (entry.kind !== 'chat') {
    const words =
      entry.kind === 'end'
        ? t('chat:notices.end')
        : 'text' in entry.body
          ? entry.body.text
          : t(`chat:notices.${entry.body.code}`)
    return <li className={styles.notice}>{words}</li>
  }
  const { by, text } = entry
  const asks = by.role === 'viewer' && isQuestion(text ?? '')
  const words = (
    <>
      <span className={styles.name}>{by.role === 'viewer' ? by.name : t(`chat:roles.${by.role}`)}</span>
      <span>{text}</span>
      {asks ? <Tag>{t('moderation.question')}</Tag> : null}
    </>
  )
  if (by.role !== 'viewer') return <li className={clsx(styles.line, styles.ours)}>{words}</li>
  return (
    <li>
      <button
        type="button"
        className={clsx(styles.line, styles.press, asks && styles.asks)}
        aria-label={t('moderation.act', { name: by.name, text: text ?? '' })}
        onClick={() => onChoose(entry)}
      >
        {words}
      </button>
    </li>
  )
}

/** A word of hers in the chat, beside her picture. */
function Reply({ line }: { line: RoomLine }) {
  const { t } = useTranslation(['studio', 'chat'])
  const [text, setText] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    line.say(text)
    setText('')
  }
  return (
    <form className={styles.reply} onSubmit={send}>
      <input
        className={styles.field}
        value={text}
        maxLength={longestMessage}
        aria-label={t('moderation.reply')}
        placeholder={t('moderation.reply')}
        enterKeyHint="send"
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
      <Button type="submit" look="sea" icon="send" round>
        {t('chat:send')}
      </Button>
    </form>
  )
}

/** Keeps the newest in sight, unless she has scrolled up to read. */
function useScrolledDown(news: number) {
  const logRef = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  useEffect(() => {
    const log = logRef.current
    if (log === null) return
    const onScroll = () => {
      atEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < 80
    }
    log.addEventListener('scroll', onScroll, { passive: true })
    return () => log.removeEventListener('scroll', onScroll)
  }, [])
  useEffect(() => {
    const log = logRef.current
    if (log !== null && atEnd.current) log.scrollTop = log.scrollHeight
  }, [news])
  return logRef
}
