import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import type { Sending } from './film-sender.ts'
import './films-texts.ts'
import styles from './films.module.css'

/** A film that is being sent from this page: how far it is, and pausing it. */
export function FilmSending({
  sending: { phase, sent, bytes },
  pause,
  goOn,
}: {
  sending: Sending
  pause: () => void
  goOn: () => void
}) {
  const { t } = useTranslation('films')
  const moves = phase === 'sending' || phase === 'beginning'
  return (
    <div className={styles.way}>
      <progress
        className={styles.bar}
        aria-label={t('sending.label')}
        {...(phase === 'beginning' ? {} : { value: sent, max: bytes })}
      />
      <p className={styles.amount}>
        {phase === 'beginning' ? t('sending.begin') : t('sending.amount', amountsOf(sent, bytes))}
      </p>
      <p role="status" className="muted">
        {t(phase === 'paused' ? 'sending.paused' : phase === 'waiting' ? 'sending.waiting' : 'sending.leave')}
      </p>
      <Button look="line" icon={moves ? 'pause' : 'play'} onClick={moves ? pause : goOn}>
        {t(moves ? 'sending.pause' : 'sending.goOn')}
      </Button>
    </div>
  )
}

/** In whole megabytes; what is left is nothing only when all is there. */
function amountsOf(sent: number, bytes: number) {
  const megabyte = 1024 * 1024
  const all = Math.ceil(bytes / megabyte)
  const left = Math.ceil((bytes - sent) / megabyte)
  return { all, left, sent: all - left }
}
