import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { ChatScroll } from './chat-scroll.tsx'
import { useReplayEntries } from './use-replay-entries.ts'
import styles from './replay-chat.module.css'

/** What was said while it was live, at the same moments of the picture. `date`: null until it plays. */
export function ReplayChat({ recording, date }: { recording: string; date: number | null }) {
  const { t } = useTranslation('chat')
  const { shown, state, anything, retry } = useReplayEntries(recording, date)
  return (
    <section className={styles.panel} aria-labelledby="replay-chat">
      <h2 id="replay-chat">{t('replay.title')}</h2>
      {state === 'failed' ? (
        <p role="alert" className={styles.failed}>
          {t('replay.failed')}
          <Button look="quiet" onClick={retry}>
            {t('replay.again')}
          </Button>
        </p>
      ) : null}
      <ChatScroll
        entries={shown}
        spoken={false}
        className={styles.log}
        empty={shown.length > 0 ? null : <Nothing date={date} state={state} anything={anything} />}
      />
      <noscript>
        <p className={styles.words}>{t('noScripts')}</p>
      </noscript>
    </section>
  )
}

function Nothing({ date, state, anything }: { date: number | null; state: string; anything: boolean }) {
  const { t } = useTranslation('chat')
  if (state === 'loading' && date !== null) return <p className={styles.words}>{t('replay.loading')}</p>
  if (!anything) return <p className={styles.words}>{t('replay.empty')}</p>
  return date === null ? <p className={styles.words}>{t('replay.before')}</p> : null
}
