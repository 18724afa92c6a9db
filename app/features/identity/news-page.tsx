import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Tag } from '#app/ui/tag.tsx'
import { newsText } from './news-text.ts'
import type { NewsItem } from './notifications.ts'
import './account-texts.ts'
import styles from './news-page.module.css'

/** What she was told, newest first: each a sentence that leads to what it speaks of. */
export function NewsPage({
  news,
  earlier,
  now,
  first,
}: {
  news: NewsItem[]
  /** Where the page with what came before these begins; null where there is none. */
  earlier: string | null
  now: number
  /** These are the newest there are. */
  first: boolean
}) {
  const { t } = useTranslation('account')
  const back = first ? { to: '/me', words: t('account.title') } : { to: '/me/news', words: t('news.newest') }
  return (
    <PlainPage title={t('news.title')} back={back}>
      {news.length === 0 ? (
        <PageState level="h2" art="/art/scene-harbour-dawn.svg" title={t('news.none')}>
          {t('news.noneHint')}
        </PageState>
      ) : (
        <ul className={styles.list}>
          {news.map((item) => (
            <li key={item.id}>
              <NewsRow item={item} now={now} />
            </li>
          ))}
        </ul>
      )}
      {earlier === null ? null : (
        <ButtonLink to={`?before=${encodeURIComponent(earlier)}`} look="soft">
          {t('news.earlier')}
        </ButtonLink>
      )}
    </PlainPage>
  )
}

function NewsRow({ item, now }: { item: NewsItem; now: number }): ReactNode {
  const { t } = useTranslation('account')
  const { language } = usePreferences()
  return (
    <Link to={item.path} className={styles.row}>
      <span className={styles.words}>
        <span className={item.read ? undefined : styles.unread}>{newsText(t, item, language)}</span>
        <span className={styles.when}>
          {item.read ? null : <Tag>{t('news.unread')}</Tag>}
          <time dateTime={item.at}>{formatDayAndTime(item.at, language, now)}</time>
        </span>
      </span>
      <Icon name="right" size="small" />
    </Link>
  )
}
