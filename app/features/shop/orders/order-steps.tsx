import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import './order-texts.ts'
import styles from './order-steps.module.css'

export interface Step {
  words: string
  /** ISO 8601; null where it is still to come. */
  at: string | null
}

/** How far an order is: what was done and when, and what is still to come. */
export function OrderSteps({ title, steps, now }: { title: string; steps: readonly Step[]; now: number }) {
  const { t } = useTranslation('orders')
  const { language } = usePreferences()
  const here = steps.findLastIndex(({ at }) => at !== null)
  return (
    <section aria-label={title}>
      <ol className={styles.steps}>
        {steps.map(({ words, at }, place) => (
          <li
            key={words}
            className={clsx(styles.step, at !== null && styles.done, place === here && styles.here)}
            aria-current={place === here ? 'step' : undefined}
          >
            <span className={styles.words}>
              {words}
              {at === null ? null : <span className="visually-hidden">{t('steps.done')}</span>}
            </span>
            {at === null ? null : (
              <time dateTime={at} className={styles.when}>
                {formatDayAndTime(at, language, now)}
              </time>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
