import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { newKey } from '../chat/pending-messages.ts'
import type { RoomLine } from '../chat/room-line.ts'
import type { SilencedPerson } from '../room-wire.ts'
import { longestNotice } from '../timeline/limits.ts'
import { pauses } from './pauses.ts'
import '../studio/texts.ts'
import styles from './room-rules.module.css'

/** How fast and by whom the chat may be used, a notice to all, and who is silenced. */
export function RoomRulesPanel({ line }: { line: RoomLine }) {
  return (
    <div className={styles.panel}>
      <Rules line={line} />
      <NoticeForm line={line} />
      <Silenced line={line} />
    </div>
  )
}

function Rules({ line }: { line: RoomLine }) {
  const { t } = useTranslation('studio')
  const { rules } = line
  const [failed, setFailed] = useState(false)
  const set = (change: Partial<typeof rules>) =>
    void line.ask('setRules', change).then(({ ok }) => setFailed(!ok))
  // One that was set elsewhere stands among them, so that the field never shows another.
  const offered = pauses.some((seconds) => seconds === rules.slowSeconds)
  return (
    <fieldset className={styles.part} disabled={line.status !== 'open'}>
      <legend>{t('moderation.rules')}</legend>
      <label className={styles.row}>
        {t('moderation.slow')}
        <select
          className={styles.select}
          value={rules.slowSeconds}
          onChange={({ target }) => set({ slowSeconds: Number(target.value) })}
        >
          {pauses.map((seconds) => (
            <option key={seconds} value={seconds}>
              {t(`moderation.slowChoices.s${seconds}`)}
            </option>
          ))}
          {offered ? null : (
            <option value={rules.slowSeconds}>
              {t('moderation.slowSeconds', { seconds: rules.slowSeconds })}
            </option>
          )}
        </select>
      </label>
      <label className={styles.row}>
        {t('moderation.followersOnly')}
        <input
          type="checkbox"
          className={styles.check}
          checked={rules.followersOnly}
          onChange={({ target }) => set({ followersOnly: target.checked })}
        />
      </label>
      {failed ? <Note look="wrong">{t('moderation.refused.failed')}</Note> : null}
    </fieldset>
  )
}

function NoticeForm({ line }: { line: RoomLine }) {
  const { t } = useTranslation('studio')
  const [text, setText] = useState('')
  // The same one until it stands: sent again because no answer came, it is posted once.
  const [key, setKey] = useState(newKey)
  const [sent, setSent] = useState<'sent' | 'failed' | null>(null)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    void line.ask('notice', { key, text: text.trim() }).then(({ ok }) => {
      setSent(ok ? 'sent' : 'failed')
      if (!ok) return
      setText('')
      setKey(newKey())
    })
  }
  return (
    <form className={styles.part} onSubmit={send}>
      <label className={styles.stack}>
        {t('moderation.notice')}
        <textarea
          className={styles.text}
          rows={2}
          value={text}
          maxLength={longestNotice}
          onChange={({ target }) => {
            setText(target.value)
            setSent(null)
            // Other words are another notice.
            setKey(newKey())
          }}
        />
      </label>
      <p className={styles.hint}>{t('moderation.noticeHint')}</p>
      {sent === 'sent' ? <Note>{t('moderation.noticeSent')}</Note> : null}
      {sent === 'failed' ? <Note look="wrong">{t('moderation.refused.failed')}</Note> : null}
      <Button type="submit" look="soft">
        {t('moderation.noticeSend')}
      </Button>
    </form>
  )
}

/** Asked for when she opens it: the list is of no use while she moderates. */
function Silenced({ line }: { line: RoomLine }) {
  const { t } = useTranslation('studio')
  const { language } = usePreferences()
  const [people, setPeople] = useState<SilencedPerson[] | null>(null)
  const summaryRef = useRef<HTMLElement>(null)
  const lift = (sanction: string) =>
    void line.ask('lift', { sanction }).then(() => {
      // The button that was pressed goes with its line.
      summaryRef.current?.focus()
      load()
    })
  const load = () =>
    void line.ask('silenced', {}).then((answer) => {
      if (answer.ok) setPeople(answer.value.people)
    })
  return (
    <details className={styles.part} onToggle={({ currentTarget }) => currentTarget.open && load()}>
      <summary ref={summaryRef} className={styles.summary}>
        {t('moderation.silenced')}
      </summary>
      {people?.length === 0 ? <p>{t('moderation.silencedNone')}</p> : null}
      <ul className={styles.people}>
        {(people ?? []).map(({ sanction, name, reason, until }) => (
          <li key={sanction} className={styles.person}>
            <span>
              <b>{name}</b> ·{' '}
              {until === null
                ? t('moderation.blocked')
                : t('moderation.muteUntil', { time: formatDayAndTime(until, language, Date.now()) })}{' '}
              · {reason}
            </span>
            <Button
              look="line"
              aria-label={t('moderation.liftNamed', { name })}
              onClick={() => lift(sanction)}
            >
              {t('moderation.lift')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
