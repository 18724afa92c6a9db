import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '#app/ui/me-context.ts'
import { Warning } from '#app/ui/warning.tsx'
import { useWords } from '../use-words.ts'
import { lessonsKept } from './kept-draft.ts'
import type { TaughtCourse } from './outline.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

/** The lessons of which this browser has kept something that was not saved, with the way to them while there is a draft. */
export function KeptLessons({ course: { slug, modules, isDraft } }: { course: TaughtCourse }) {
  const { t } = useTranslation('teach')
  const words = useWords()
  const person = useMe()?.tag ?? ''
  const [keys, setKeys] = useState<string[]>([])
  useEffect(() => setKeys(lessonsKept({ person, course: slug })), [person, slug])
  const kept = modules.flatMap(({ lessons }) => lessons).filter(({ key }) => keys.includes(key))
  if (kept.length === 0) return null
  return (
    <Warning role="status">
      <p>{t(isDraft ? 'course.kept' : 'course.keptPublished')}</p>
      <ul className={styles.lacks}>
        {kept.map(({ key, title }) => (
          <li key={key}>
            {isDraft ? <a href={`/teach/courses/${slug}/${key}`}>{words(title)}</a> : words(title)}
          </li>
        ))}
      </ul>
    </Warning>
  )
}
