import { z } from 'zod'
import { forgetTyped, keptTyped, keepTyped, namesOfTyped } from '#app/ui/kept-typed.ts'

/*
 * What a lecturer has typed and the server does not have yet, kept in her browser: a dead battery, a closed page or a
 * lost network take nothing of it.
 */

const Kept = z.object({
  /** What she had before her, as a form carries it. */
  base: z.string(),
  /** The page on which she typed. */
  page: z.string(),
  /** The form's fields by name. */
  fields: z.record(z.string(), z.string()),
})
export type KeptDraft = z.infer<typeof Kept>

/** Whose lesson: kept for her alone, and whichever version of the course comes meanwhile. */
export interface KeptName {
  /** Her opaque name on this device. */
  person: string
  course: string
  lesson: string
}

const nameOf = ({ person, course, lesson }: KeptName) => `${person}/${course}/${lesson}`
/** The course's page: a lesson has none while there is no draft. */
const addressOf = ({ course }: KeptName) => `/teach/courses/${course}`

/** What was kept of this lesson; null where nothing was, or nothing can be kept here. */
export function readKept(name: KeptName): KeptDraft | null {
  try {
    return Kept.safeParse(JSON.parse(keptTyped(nameOf(name))?.text ?? 'null')).data ?? null
  } catch {
    return null
  }
}

export function forgetDraft(name: KeptName): void {
  forgetTyped(nameOf(name))
}

/** Keeps what one form of a lesson says, as it stands; `page` names the page, `fields` are null once the form has gone. */
export function keeping(
  name: KeptName,
  { page, fields }: { page: () => string; fields: () => Record<string, string> | null },
) {
  let last: string | null = null
  return {
    /** Whether it is kept: a browser may be full, or keep nothing. */
    keep: (base: string): boolean => {
      const now = fields()
      // Without its form there is nothing newer than what was kept while it stood.
      if (now === null) return true
      const draft = JSON.stringify({ base, page: page(), fields: now } satisfies KeptDraft)
      const isKept = keepTyped(nameOf(name), { text: draft, address: addressOf(name) })
      if (isKept) last = draft
      return isKept
    },
    /** Forgets just what was kept here last: what she has typed since in another form of it stays. */
    forget: () => {
      if (last !== null && keptTyped(nameOf(name))?.text === last) forgetTyped(nameOf(name))
    },
  }
}

/** The lessons of a course of which something is kept, by their keys. */
export function lessonsKept({ person, course }: Omit<KeptName, 'lesson'>): string[] {
  const begin = nameOf({ person, course, lesson: '' })
  return namesOfTyped().flatMap((name) => (name.startsWith(begin) ? [name.slice(begin.length)] : []))
}
