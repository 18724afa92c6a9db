import { z } from 'zod'
import { LessonBody } from '../lesson-body.ts'
import { BaseField, PageField } from './save-order.ts'
import { QuizField } from './typed-quiz.ts'

export const Title = z.string().trim().min(1).max(60)
export const Summary = z.string().trim().max(300).default('')

/**
 * So many characters a lesson's text has at most as JSON. What a request may hold follows from it: server/http/request-rules.ts.
 */
export const mostBodyCharacters = 100_000

/** A lesson's text as the editor's JSON. */
export const BodyField = z
  .string()
  .max(mostBodyCharacters, 'teach:form.bodyTooLong')
  .transform((json, context) => {
    const body = LessonBody.safeParse(parsed(json))
    if (body.success) return tidyBody(body.data)
    context.issues.push({ code: 'custom', message: 'teach:form.body', input: json })
    return z.NEVER
  })
  .optional()

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** Without the empty lines at its end, which the editor keeps so that there is somewhere to go on writing. */
export function tidyBody(body: LessonBody): LessonBody {
  const last = body.content.findLastIndex(
    (block) => block.type !== 'paragraph' || (block.content?.length ?? 0) > 0,
  )
  return { type: 'doc', content: body.content.slice(0, last + 1) }
}

const lessonFields = {
  titleZh: Title,
  titleEn: Title.optional(),
  summaryZh: Summary,
  summaryEn: Summary,
  minutes: z.coerce.number().int().min(0).max(600),
  base: BaseField,
  /** What she overwrites knowingly, without scripts. */
  over: BaseField.optional(),
  page: PageField.optional(),
}
export const TextLessonForm = z.object({ ...lessonFields, body: BodyField })
export const QuizLessonForm = z.object({ ...lessonFields, questions: QuizField })
/** A form's button that changes the questions and saves nothing. */
export const QuizEdit = z.looseObject({ edit: z.string().max(20) })
