import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { LessonKind } from '#app/generated/prisma/enums.ts'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn } from '#app/ui/form-reply.ts'
import { Icon } from '#app/ui/icon.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { useWords } from '../use-words.ts'
import type { TaughtPageProps } from './course-page.tsx'
import { DeedForm, refusedIn, type CourseReply } from './deed-form.tsx'
import { MoveButtons } from './move-buttons.tsx'
import type { TaughtLesson, TaughtModule } from './outline.ts'
import { SelectField } from './select-field.tsx'
import './teach-texts.ts'
import styles from './teach.module.css'

/** The parts of a course and their lessons; of a draft, with all that is done to them. */
export function CourseOutline({ course, newKey, reply }: TaughtPageProps) {
  const { t } = useTranslation('teach')
  const { modules, isDraft, slug } = course
  const adding = refusedIn(reply, 'add-module')
  return (
    <>
      {modules.length === 0 ? <p className={styles.hint}>{t('outline.none')}</p> : null}
      {modules.map((module, index) => (
        <Part
          key={module.id}
          {...{ slug, module, isDraft, newKey, reply }}
          isFirst={index === 0}
          isLast={index === modules.length - 1}
        />
      ))}
      {isDraft ? (
        <details className={styles.folded} open={modules.length === 0 || adding !== undefined}>
          <summary>{t('outline.addPart')}</summary>
          <DeedForm key={newKey} deed="add-module">
            <input type="hidden" name="key" value={newKey} />
            <ReplyField
              reply={adding}
              name="titleZh"
              label={t('outline.partTitle')}
              maxLength={60}
              required
            />
            <ReplyField reply={adding} name="titleEn" label={t('outline.partTitleEn')} maxLength={60} />
            <FieldErrors errors={errorsOf(adding)} />
            <Button type="submit">{t('outline.addPart')}</Button>
          </DeedForm>
        </details>
      ) : null}
    </>
  )
}

interface PartProps {
  slug: string
  module: TaughtModule
  isDraft: boolean
  newKey: string
  reply: CourseReply
  isFirst: boolean
  isLast: boolean
}

function Part(props: PartProps) {
  const { t } = useTranslation('teach')
  const words = useWords()
  const { module, slug, isDraft, isFirst, isLast } = props
  const { id, lessons, title } = module
  return (
    <section id={`part-${id}`} className={styles.part} aria-label={words(title)}>
      <h3>{words(title)}</h3>
      {lessons.length > 0 ? (
        <ol className={styles.lessons} aria-label={t('outline.lessons')}>
          {lessons.map((lesson, index) => (
            <li key={lesson.key} className={styles.lesson}>
              <LessonRow
                {...{ slug, lesson, isDraft, module: id }}
                isFirst={isFirst && index === 0}
                isLast={isLast && index === lessons.length - 1}
              />
            </li>
          ))}
        </ol>
      ) : null}
      {isDraft ? (
        <>
          <AddLesson {...props} />
          <ChangePart {...props} />
        </>
      ) : null}
    </section>
  )
}

function LessonRow({
  slug,
  module,
  lesson,
  isDraft,
  isFirst,
  isLast,
}: {
  slug: string
  module: string
  lesson: TaughtLesson
  isDraft: boolean
  isFirst: boolean
  isLast: boolean
}) {
  const { t } = useTranslation('teach')
  const words = useWords()
  const { key, kind, minutes, lacks } = lesson
  const title = words(lesson.title)
  const about =
    minutes > 0 ? `${t(`kinds.${kind}`)} · ${t('outline.minutes', { number: minutes })}` : t(`kinds.${kind}`)
  if (!isDraft)
    return (
      <span className={styles.words}>
        <b>{title}</b>
        <span className={styles.hint}>{about}</span>
      </span>
    )
  return (
    <>
      <Link to={`/teach/courses/${slug}/${key}`} className={styles.toLesson}>
        <span className={styles.words}>
          <b>{title}</b>
          <span className={styles.hint}>{about}</span>
        </span>
        {lacks === null ? null : <Tag look="warn">{t('outline.unfinished')}</Tag>}
        <Icon name="right" size="small" />
      </Link>
      <div className={styles.row}>
        <MoveButtons deed="move-lesson" title={title} place={lesson.place} isFirst={isFirst} isLast={isLast}>
          <input type="hidden" name="lesson" value={key} />
          <input type="hidden" name="module" value={module} />
        </MoveButtons>
        <details className={styles.remove}>
          <summary aria-label={t('outline.removeNamed', { title })}>{t('outline.remove')}</summary>
          <DeedForm deed="remove-lesson">
            <input type="hidden" name="lesson" value={key} />
            <p>{t('outline.removeHint')}</p>
            <Button type="submit" look="line">
              {t('outline.removeSure')}
            </Button>
          </DeedForm>
        </details>
      </div>
    </>
  )
}

const kinds = Object.values(LessonKind)

function AddLesson({ module, newKey, reply }: PartProps) {
  const { t } = useTranslation('teach')
  const refused = refusedIn(reply, 'add-lesson', { field: 'module', id: module.id })
  return (
    <details className={styles.folded} open={module.lessons.length === 0 || refused !== undefined}>
      <summary>{t('outline.addLesson')}</summary>
      <DeedForm key={newKey} deed="add-lesson">
        <input type="hidden" name="key" value={newKey} />
        <input type="hidden" name="module" value={module.id} />
        <ReplyField reply={refused} name="titleZh" label={t('outline.lessonTitle')} maxLength={60} required />
        <SelectField name="kind" label={t('outline.kind')} chosen={typedIn(refused, 'kind')}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </SelectField>
        <FieldErrors errors={errorsOf(refused)} />
        <Button type="submit">{t('outline.addLesson')}</Button>
      </DeedForm>
    </details>
  )
}

function ChangePart({ module, reply, isFirst, isLast }: PartProps) {
  const { t } = useTranslation('teach')
  const words = useWords()
  const of = { field: 'module', id: module.id }
  const refused = refusedIn(reply, 'rename-module', of)
  const removing = refusedIn(reply, 'remove-module', of)
  const hidden = <input type="hidden" name="module" value={module.id} />
  return (
    <details className={styles.folded} open={refused !== undefined || removing !== undefined}>
      <summary aria-label={`${t('outline.more')}: ${words(module.title)}`}>{t('outline.more')}</summary>
      <div className={styles.form}>
        <MoveButtons
          deed="move-module"
          title={words(module.title)}
          place={module.place}
          isFirst={isFirst}
          isLast={isLast}
        >
          {hidden}
        </MoveButtons>
        <DeedForm deed="rename-module">
          {hidden}
          <ReplyField
            reply={refused}
            name="titleZh"
            label={t('outline.partTitle')}
            first={module.title.zh}
            maxLength={60}
            required
          />
          <ReplyField
            reply={refused}
            name="titleEn"
            label={t('outline.partTitleEn')}
            first={module.title.en}
            maxLength={60}
          />
          <FieldErrors errors={errorsOf(refused)} />
          <Button type="submit" look="line">
            {t('outline.rename')}
          </Button>
        </DeedForm>
        <details className={styles.remove} open={removing !== undefined}>
          <summary aria-label={t('outline.removeNamed', { title: words(module.title) })}>
            {t('outline.remove')}
          </summary>
          <DeedForm deed="remove-module">
            {hidden}
            <FieldErrors errors={errorsOf(removing)} />
            <Button type="submit" look="line">
              {t('outline.removeSure')}
            </Button>
          </DeedForm>
        </details>
      </div>
    </details>
  )
}
