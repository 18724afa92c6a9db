import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '#app/kernel/counts.ts'
import { Icon } from '#app/ui/icon.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { RoomLine } from './room-line.ts'
import styles from './like-button.module.css'

const mostHearts = 8

/** A heart for the host, counted at once. Where movement is not wanted, the number alone tells. */
export function LikeButton({ line, className }: { line: RoomLine; className?: string }) {
  const { t } = useTranslation('chat')
  const { language } = usePreferences()
  const [hearts, setHearts] = useState<readonly number[]>([])
  const likes = formatCount(line.counts.likes, language)
  const like = () => {
    line.like()
    setHearts((flying) => [...flying.slice(1 - mostHearts), (flying.at(-1) ?? 0) + 1])
  }
  return (
    <button type="button" className={className} onClick={like} aria-label={t('likes', { number: likes })}>
      <span className={styles.hearts} aria-hidden="true">
        <Icon name="heart" />
        {hearts.map((heart) => (
          <span
            key={heart}
            className={styles.flying}
            data-way={heart % 3}
            onAnimationEnd={() => setHearts((flying) => flying.filter((other) => other !== heart))}
          >
            <Icon name="heart" />
          </span>
        ))}
      </span>
      <span className={styles.word}>{t('like')}</span>
      <span className={styles.number}>{line.counts.likes > 0 ? likes : t('like')}</span>
    </button>
  )
}
