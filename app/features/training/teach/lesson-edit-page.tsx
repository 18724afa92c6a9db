import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import type { FormReply } from '#app/ui/form-reply.ts'
import { Note } from '#app/ui/note.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { ClipField } from '../films/clip-field.tsx'
import { FilmField } from '../films/film-field.tsx'
import type { LessonMedia } from '../films/films.ts'
import { useWords } from '../use-words.ts'
import { readKept, type KeptDraft } from './kept-draft.ts'
import type { TaughtCourse } from './outline.ts'
import { QuizLessonForm } from './quiz-lesson-form.tsx'
import type { EditedLesson } from './taught-lesson.server.ts'
import { TextLessonForm } from './text-lesson-form.tsx'
import './teach-texts.ts'

export interface LessonEditProps {
  course: TaughtCourse
  lesson: EditedLesson
  /** What was sent by a browser without scripts and refused. */
  reply: (FormReply & { current?: number }) | undefined
}

/** What a lesson's form begins with: what is saved, or what this browser kept of it. */
export interface LessonStart {
  keepAs: string
  kept: KeptDraft | null
  fields: Record<string, string>
}

/** The editor of one lesson of a draft. */
export function LessonEditPage({
  course,
  lesson,
  media,
  reply,
}: LessonEditProps & {
  /** The film or clip of a lesson that has one. */
  media: LessonMedia | null
}) {
  const { t } = useTranslation('teach')
  const words = useWords()
  const keepAs = `teach/${course.versionId}/${lesson.key}`
  const kept = useKept(keepAs)
  const start: LessonStart = { keepAs, kept, fields: kept?.fields ?? fieldsOf(lesson) }
  const LessonForm = lesson.kind === 'quiz' ? QuizLessonForm : TextLessonForm
  const isFilm = lesson.kind === 'video' || lesson.kind === 'clip'
  return (
    <PlainPage
      title={words(lesson.title)}
      back={{ to: `/teach/courses/${course.slug}`, words: words(course.title) }}
    >
      {kept === null ? null : <Note>{t('lesson.found')}</Note>}
      {isFilm ? (
        <Section title={t(`kinds.${lesson.kind}`)}>
          {media === null ? (
            <p className="muted">{t('lesson.notYet')}</p>
          ) : lesson.kind === 'video' ? (
            <FilmField media={media} />
          ) : (
            <ClipField media={media} />
          )}
        </Section>
      ) : null}
      <LessonForm
        key={kept === null ? `saved/${lesson.key}` : `kept/${lesson.key}`}
        {...{ course, lesson, reply, start }}
      />
      <ButtonLink to={`/teach/courses/${course.slug}/preview#lesson-${lesson.key}`} look="line">
        {t('course.preview')}
      </ButtonLink>
    </PlainPage>
  )
}

/** What this browser kept of a lesson when its page was opened. */
function useKept(keepAs: string): KeptDraft | null {
  const [found, setFound] = useState<{ keepAs: string; kept: KeptDraft | null } | null>(null)
  useEffect(() => setFound({ keepAs, kept: readKept(keepAs) }), [keepAs])
  return found?.keepAs === keepAs ? found.kept : null
}

function fieldsOf({ title, summary, minutes }: EditedLesson): Record<string, string> {
  return {
    ...{ titleZh: title.zh, titleEn: title.en, summaryZh: summary.zh, summaryEn: summary.en },
    minutes: String(minutes),
  }
}
