import { z } from 'zod'
import { CourseFamily, LessonKind } from '#app/generated/prisma/enums.ts'
import { LessonBody } from '../lesson-body.ts'
import { covers } from './drawings.ts'
import { QuizField } from './typed-quiz.ts'

const Title = z.string().trim().min(1).max(60)
const Summary = z.string().trim().max(300).default('')
const Place = z.coerce.number().int().min(0).max(999)
const Way = z.enum(['up', 'down'])
/** The last part of a course's address. */
const Slug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'teach:form.slug')
  .max(60)

export const NewCourseForm = z.object({
  key: z.uuid(),
  titleZh: Title,
  titleEn: Title.optional(),
  slug: Slug.optional(),
  family: z.enum(CourseFamily),
  cover: z.enum(covers),
})

/** All that is done on a course's page: one form each. */
export const CourseDeed = z.discriminatedUnion('deed', [
  z.object({
    deed: z.literal('facts'),
    titleZh: Title,
    titleEn: Title.optional(),
    summaryZh: Summary,
    summaryEn: Summary,
    family: z.enum(CourseFamily),
    cover: z.enum(covers),
    passPercent: z.coerce.number().int().min(1).max(100),
    needsAttendance: z.literal('on').optional(),
    opensDoor: z.enum(['on', 'off']).optional(),
  }),
  z.object({ deed: z.literal('add-module'), key: z.uuid(), titleZh: Title, titleEn: Title.optional() }),
  z.object({ deed: z.literal('rename-module'), module: z.uuid(), titleZh: Title, titleEn: Title.optional() }),
  z.object({ deed: z.literal('move-module'), module: z.uuid(), place: Place, way: Way }),
  z.object({ deed: z.literal('remove-module'), module: z.uuid() }),
  z.object({
    deed: z.literal('add-lesson'),
    key: z.uuid(),
    module: z.uuid(),
    kind: z.enum(LessonKind),
    titleZh: Title,
    titleEn: Title.optional(),
  }),
  z.object({ deed: z.literal('move-lesson'), lesson: z.uuid(), module: z.uuid(), place: Place, way: Way }),
  z.object({ deed: z.literal('remove-lesson'), lesson: z.uuid() }),
  z.object({ deed: z.literal('publish') }),
  z.object({ deed: z.literal('new-draft') }),
  z.object({ deed: z.literal('drop-draft') }),
])
export type CourseDeed = z.infer<typeof CourseDeed>

/** A lesson's text as the editor's JSON. */
const BodyField = z
  .string()
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
  revision: z.coerce.number().int().min(0),
  /** The revision that she overwrites knowingly. */
  over: z.coerce.number().int().min(0).optional(),
  /** Beside the page, a few seconds after she has typed. */
  quiet: z.literal('on').optional(),
}
export const TextLessonForm = z.object({ ...lessonFields, body: BodyField })
export const QuizLessonForm = z.object({ ...lessonFields, questions: QuizField })
/** A form's button that changes the questions and saves nothing. */
export const QuizEdit = z.looseObject({ edit: z.string().max(20) })

export const RevokeForm = z.object({
  reason: z.string().trim().min(1).max(200),
  mayAskAgain: z.literal('on').optional(),
})
