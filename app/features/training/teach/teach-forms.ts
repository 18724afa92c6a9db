import { z } from 'zod'
import { CourseFamily, LessonKind } from '#app/generated/prisma/enums.ts'
import { covers } from './drawings.ts'
import { Summary, Title } from './lesson-forms.ts'

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

export const RevokeForm = z.object({
  reason: z.string().trim().min(1).max(200),
  mayAskAgain: z.literal('on').optional(),
})
