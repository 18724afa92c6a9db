import { useTranslation } from 'react-i18next'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import type { Words } from '../courses.ts'
import { useWords } from '../use-words.ts'
import { ClipField } from './clip-field.tsx'
import { FilmField } from './film-field.tsx'
import type { LessonMedia } from './films.ts'
import type { MediaReply } from './media-form.tsx'
import './films-texts.ts'

/** The film or clip of one lesson, on a page of its own. */
export function FilmPage({
  course,
  lesson,
  media,
  reply,
}: {
  /** The course's slug. */
  course: string
  lesson: Words
  media: LessonMedia
  reply: MediaReply | undefined
}) {
  const { t } = useTranslation('films')
  const words = useWords()
  return (
    <PlainPage
      title={t(`page.${media.kind}`)}
      back={{ to: `/teach/courses/${course}`, words: t('page.back') }}
    >
      <Section title={t('page.lesson', { title: words(lesson) })}>
        {media.kind === 'video' ? (
          <FilmField media={media} reply={reply} />
        ) : (
          <ClipField media={media} reply={reply} />
        )}
      </Section>
    </PlainPage>
  )
}
