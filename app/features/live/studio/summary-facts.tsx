import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '#app/kernel/clock.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { sayWhen } from '../times.ts'
import type { Summary } from './summary.ts'
import './texts.ts'
import styles from './summary-facts.module.css'

/** The figures of one broadcast, and the way to its replay. */
export function SummaryFacts({ summary, pageNow }: { summary: Summary; pageNow: number }) {
  const { t } = useTranslation('studio')
  const { language } = usePreferences()
  const facts = [
    [t('summary.duration'), formatDuration(summary.seconds, language)],
    [t('summary.peak'), t('summary.people', { number: summary.peakViewers })],
    [t('summary.likes'), t('summary.times', { number: summary.likes })],
    [t('summary.messages'), t('summary.pieces', { number: summary.messages })],
    [t('summary.newFollowers'), t('summary.people', { number: summary.newFollowers })],
  ] as const
  const { endReason } = summary
  return (
    <div className={styles.summary}>
      <p className={styles.name}>{summary.title}</p>
      <p className={styles.when}>
        {t('summary.began', { time: sayWhen(new Date(summary.startedAt).toISOString(), pageNow, language) })}
      </p>
      {endReason === 'publisher_ended' ? null : (
        <p className={styles.reason}>{t(`summary.reasons.${endReason}`)}</p>
      )}
      <dl className={styles.facts}>
        {facts.map(([word, figure]) => (
          <div key={word} className={styles.fact}>
            <dt>{word}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      {summary.replay === 'ready' ? (
        <Link to={`/replay/${summary.id}`} className={styles.replay}>
          {t('summary.watch')}
        </Link>
      ) : (
        <p className={styles.noReplay}>{t(`summary.${summary.replay}`)}</p>
      )}
    </div>
  )
}
