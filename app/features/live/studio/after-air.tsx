import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { sayWhen } from '../times.ts'
import type { Summary } from './summary.ts'
import { SummaryFacts } from './summary-facts.tsx'
import type { StudioPageProps } from './studio-page.tsx'
import './texts.ts'
import styles from './after-air.module.css'

/** How it went, as soon as it is counted, and what comes next. */
export function AfterAir({
  room,
  summary,
  now,
  why,
}: Pick<StudioPageProps, 'room' | 'now'> & {
  /** Null until the broadcast has been closed. */
  summary: Summary | null
  /** Why it was cut off, in words; null where she ended it. */
  why: string | null
}) {
  const { t } = useTranslation('studio')
  const { language } = usePreferences()
  const { slug, nextBroadcastAt } = room
  return (
    <div className={styles.after}>
      <p>{t('summary.thanks')}</p>
      {why === null ? null : (
        <p role="alert" className={styles.why}>
          {why}
        </p>
      )}
      <section className={styles.card} aria-live="polite">
        {summary === null ? (
          <p className={styles.counting}>{t('summary.counting')}</p>
        ) : (
          <SummaryFacts summary={summary} pageNow={now} />
        )}
      </section>
      <section className={styles.next}>
        <div>
          <h2>{t('summary.next')}</h2>
          <p>{nextBroadcastAt === null ? t('summary.nextUnset') : sayWhen(nextBroadcastAt, now, language)}</p>
        </div>
        <ButtonLink to={`/studio/${slug}/settings`} look="soft">
          {t('summary.setNext')}
        </ButtonLink>
      </section>
      {/* A page of its own: camera and publisher begin anew. */}
      <a href={`/studio/${slug}`} className={styles.again}>
        {t('summary.again')}
      </a>
    </div>
  )
}
