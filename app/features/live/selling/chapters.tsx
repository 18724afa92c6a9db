import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { clipAddress, type Chapter } from './chapters.ts'
import { sayPlace } from './say-place.ts'
import styles from './chapters.module.css'

/** What was shown in a replay and when: each leads to its moment of the picture, and to the product. */
export function Chapters({
  chapters,
  beganAt,
  replay,
  date,
  onWatch,
}: {
  chapters: readonly Chapter[]
  /** When the broadcast began, in milliseconds since the epoch. */
  beganAt: number
  replay: string
  /** The moment that is seen; null until it plays. */
  date: number | null
  onWatch: (at: number) => void
}) {
  const { t } = useTranslation('live')
  const { language } = usePreferences()
  if (chapters.length === 0) return null
  const current = date === null ? undefined : chapters.findLast(({ at }) => at <= date)?.seq
  return (
    <section className={styles.chapters} aria-labelledby="chapters">
      <h2 id="chapters">{t('selling.chapters.title')}</h2>
      <ol>
        {chapters.map(({ seq, at, product: { id, title, picture, priceFen, weightGrams } }) => {
          const seconds = Math.max(0, Math.floor((at - beganAt) / 1000))
          const time = sayPlace(seconds)
          return (
            <li key={seq} aria-current={seq === current ? 'true' : undefined}>
              <Link to={`/product/${id}`} className={styles.picture} tabIndex={-1} aria-hidden="true">
                {picture === null ? null : <img src={picture} alt="" />}
              </Link>
              <div className={styles.words}>
                <Link to={`/product/${id}`}>{title}</Link>
                <p>{`¥${formatFenShort(priceFen)} · ${t('selling.boxOf', { weight: formatWeight(weightGrams, language) })}`}</p>
              </div>
              <a
                href={clipAddress({ broadcast: replay, seconds })}
                className={styles.watch}
                onClick={(event) => {
                  event.preventDefault()
                  onWatch(at)
                }}
              >
                <span>{time}</span>
                <span>{t('selling.chapters.watch')}</span>
                <span className="visually-hidden">{title}</span>
              </a>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
