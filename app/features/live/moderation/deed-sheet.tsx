import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { Note } from '#app/ui/note.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import type { RoomLine } from '../chat/room-line.ts'
import { longestReason } from '../timeline/limits.ts'
import type { EntryView } from '../timeline/timeline.ts'
import { deeds, minutesOf, reasons, type Deed, type ReasonChoice } from './deeds.ts'
import '../studio/texts.ts'
import styles from './deed-sheet.module.css'

type ChatEntry = Extract<EntryView, { kind: 'chat' }>
type Failure = 'gone' | 'not-allowed' | 'yourself' | 'failed'

/** What to do about one message, and why: both chosen from a few, kept on record. */
export function DeedSheet({
  line,
  entry,
  onClose,
  onDone,
}: {
  line: RoomLine
  entry: ChatEntry | null
  onClose: () => void
  /** It was carried out; the sheet is closed. */
  onDone: () => void
}) {
  const { t } = useTranslation('studio')
  return (
    <Sheet open={entry !== null} onClose={onClose} title={t('moderation.sheet')}>
      {entry === null ? null : (
        <DeedForm key={entry.seq} line={line} entry={entry} onClose={onClose} onDone={onDone} />
      )}
    </Sheet>
  )
}

interface DeedFormProps {
  line: RoomLine
  entry: ChatEntry
  onClose: () => void
  onDone: () => void
}

function DeedForm({ line, entry, onClose, onDone }: DeedFormProps) {
  const { t } = useTranslation('studio')
  const [deed, setDeed] = useState<Deed>('remove')
  const [choice, setChoice] = useState<ReasonChoice>('advertising')
  const [other, setOther] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const reason = choice === 'other' ? other.trim() : t(`moderation.reasons.${choice}`)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason === '' || busy) return
    setBusy(true)
    void carryOut(line, { seq: entry.seq, deed, reason }).then((failed) => {
      setBusy(false)
      if (failed !== null) return setFailure(failed)
      onClose()
      onDone()
    })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.said}>
        <b>{entry.by.name}</b> {entry.text}
      </p>
      <Choices name="deed" legend={t('moderation.deed')} options={deeds} chosen={deed} onChange={setDeed}>
        {(one) => t(`moderation.deeds.${one}`)}
      </Choices>
      {deed === 'remove' ? null : <p className={styles.hint}>{t('moderation.removesToo')}</p>}
      <Choices
        name="reason"
        legend={t('moderation.reason')}
        options={reasons}
        chosen={choice}
        onChange={setChoice}
      >
        {(one) => t(`moderation.reasons.${one}`)}
      </Choices>
      {choice === 'other' ? (
        <input
          className={styles.field}
          aria-label={t('moderation.other')}
          placeholder={t('moderation.other')}
          value={other}
          maxLength={longestReason}
          required
          onChange={({ target }) => setOther(target.value)}
        />
      ) : null}
      {failure === null ? null : <Note look="wrong">{t(`moderation.refused.${failure}`)}</Note>}
      <Button type="submit" look="main" disabled={busy || reason === ''}>
        {t('moderation.confirm')}
      </Button>
      <Button look="line" onClick={onClose}>
        {t('moderation.cancel')}
      </Button>
    </form>
  )
}

/** Whoever is silenced has what she said removed as well. Answers what went wrong, or null. */
async function carryOut(
  line: RoomLine,
  { seq, deed, reason }: { seq: number; deed: Deed; reason: string },
): Promise<Failure | null> {
  const minutes = minutesOf(deed, Date.now())
  if (minutes !== undefined) {
    const silenced = await line.ask('silence', { seq, minutes, reason })
    if (!silenced.ok) return failureOf(silenced.reason)
  }
  const removed = await line.ask('remove', { seq, reason })
  return removed.ok ? null : failureOf(removed.reason)
}

function failureOf(reason: string): Failure {
  return reason === 'gone' || reason === 'not-allowed' || reason === 'yourself' ? reason : 'failed'
}
