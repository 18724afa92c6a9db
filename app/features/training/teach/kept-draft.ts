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

/** What was kept of this lesson; null where nothing was, or nothing can be kept here. */
export function readKept(name: KeptName): KeptDraft | null {
  try {
    return Kept.safeParse(JSON.parse(keptTyped(nameOf(name)) ?? 'null')).data ?? null
  } catch {
    return null
  }
}

export function keepDraft(name: KeptName, draft: KeptDraft): void {
  keepTyped(nameOf(name), JSON.stringify(draft))
}

/** Forgets what this page has kept, nothing that another page of hers has kept since; without a page whatever is kept. */
export function forgetDraft(name: KeptName, page?: string): void {
  if (page === undefined || readKept(name)?.page === page) forgetTyped(nameOf(name))
}

/** The lessons of a course of which something is kept, by their keys. */
export function lessonsKept({ person, course }: Omit<KeptName, 'lesson'>): string[] {
  const begin = nameOf({ person, course, lesson: '' })
  return namesOfTyped().flatMap((name) => (name.startsWith(begin) ? [name.slice(begin.length)] : []))
}
