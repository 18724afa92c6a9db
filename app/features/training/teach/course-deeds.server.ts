import { done, type Outcome } from '#app/kernel/outcome.ts'
import type { Actor } from '#app/kernel/transact.server.ts'
import {
  addLesson,
  addModule,
  removeLesson,
  removeModule,
  renameModule,
  shiftLesson,
  shiftModule,
} from './arrange.server.ts'
import { changeCourse, dropDraft, openDraft, publishDraft } from './courses.server.ts'
import type { CourseDeed } from './teach-forms.ts'

/** What is refused on a course's page, as text keys. */
export const courseRefusals = {
  absent: 'teach:form.absent',
  incomplete: 'teach:form.incomplete',
  'film-under-way': 'teach:form.filmUnderWay',
  'opens-door': 'teach:form.opensDoor',
  full: 'teach:outline.full',
  'not-empty': 'teach:outline.notEmpty',
  'has-events': 'teach:form.hasEvents',
} as const

type Came = Outcome<'course-gone' | void, keyof typeof courseRefusals>

/** Does one of the deeds of a course's page. 'course-gone': there is no such course any more. */
export async function doCourseDeed(
  slug: string,
  form: CourseDeed,
  { actor, governs, opensDoor }: { actor: Actor; governs: boolean; opensDoor: boolean },
): Promise<Came> {
  const by = { actor }
  switch (form.deed) {
    case 'facts':
      return changeFacts(slug, form, { actor, governs })
    case 'publish':
      return publishDraft(slug, { actor, opensDoor })
    case 'new-draft':
      return openDraft(slug, by)
    case 'drop-draft': {
      const dropped = await dropDraft(slug, by)
      if (!dropped.ok) return dropped
      return done(dropped.value.courseLeft ? undefined : ('course-gone' as const))
    }
    default:
      return doOutlineDeed(slug, form, by)
  }
}

type Facts = Extract<CourseDeed, { deed: 'facts' }>

function changeFacts(
  slug: string,
  { deed: _, titleEn, needsAttendance, opensDoor, ...facts }: Facts,
  { actor, governs }: { actor: Actor; governs: boolean },
) {
  const door = governs && opensDoor !== undefined ? { opensDoor: opensDoor === 'on' } : {}
  return changeCourse(
    slug,
    { ...facts, ...door, titleEn: titleEn ?? facts.titleZh, needsAttendance: needsAttendance === 'on' },
    { actor },
  )
}

type OutlineDeed = Exclude<CourseDeed, { deed: 'facts' | 'publish' | 'new-draft' | 'drop-draft' }>

function doOutlineDeed(slug: string, form: OutlineDeed, by: { actor: Actor }): Promise<Came> {
  switch (form.deed) {
    case 'add-module':
      return addModule(slug, { ...form, titleEn: form.titleEn ?? form.titleZh }, by)
    case 'rename-module':
      return renameModule(slug, { ...form, titleEn: form.titleEn ?? form.titleZh }, by)
    case 'move-module':
      return shiftModule(slug, form, by)
    case 'remove-module':
      return removeModule(slug, form, by)
    case 'add-lesson':
      return addLesson(slug, { ...form, titleEn: form.titleEn ?? form.titleZh }, by)
    case 'move-lesson':
      return shiftLesson(slug, form, by)
    case 'remove-lesson':
      return removeLesson(slug, form, by)
  }
}
