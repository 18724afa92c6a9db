import { useTranslation } from 'react-i18next'
import { formatDay } from '#app/kernel/clock.ts'
import { Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import './directory-texts.ts'
import type { Post, Stay } from './member.ts'
import styles from './directory.module.css'

/** Where a member was from when to when, and which posts she held. */
export function History({
  stays,
  posts,
  now,
}: {
  stays: readonly Stay[]
  posts: readonly Post[]
  now: number
}) {
  const { t } = useTranslation('directory')
  return (
    <>
      <Section title={t('member.stays')}>
        <ul className={styles.list}>
          {stays.map((stay) => (
            <StayRow key={stay.since} stay={stay} now={now} />
          ))}
        </ul>
      </Section>
      {posts.length === 0 ? null : (
        <Section title={t('member.posts')}>
          <ul className={styles.list}>
            {posts.map((post) => (
              <PostRow key={`${post.organisation} ${post.post} ${post.from}`} post={post} now={now} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function StayRow({ stay, now }: { stay: Stay; now: number }) {
  const { t } = useTranslation('directory')
  const { language } = usePreferences()
  const how = t(`member.started.${stay.startedBy}`)
  const from = formatDay(stay.since, language, now)
  const when =
    stay.until === null || stay.endedBy === null
      ? t('member.stayNow', { day: from, how })
      : t('member.stayPast', {
          ...{ from, how, until: formatDay(stay.until, language, now) },
          end: t(`member.ended.${stay.endedBy}`),
        })
  return <Row title={stay.organisation} words={when} />
}

function PostRow({ post, now }: { post: Post; now: number }) {
  const { t } = useTranslation('directory')
  const { language } = usePreferences()
  const from = formatDay(post.from, language, now)
  const when =
    post.until === null
      ? t('member.postNow', { from })
      : t('member.postPast', { from, until: formatDay(post.until, language, now) })
  return <Row title={post.post} words={`${post.organisation} · ${when}`} />
}

function Row({ title, words }: { title: string; words: string }) {
  return (
    <li className={styles.line}>
      <b>{title}</b>
      <span className={styles.small}>{words}</span>
    </li>
  )
}
