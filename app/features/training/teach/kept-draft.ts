import { z } from 'zod'

/*
 * What a lecturer has typed and the server does not have yet, kept in her browser: a dead battery, a closed page or a
 * lost network take nothing of it.
 */

const Kept = z.object({
  /** Of the lesson as she had it before her. */
  revision: z.number(),
  /** The form's fields by name. */
  fields: z.record(z.string(), z.string()),
})
export type KeptDraft = z.infer<typeof Kept>

/** The draft kept under this name; null where there is none, or nothing can be kept here. */
export function readKept(name: string): KeptDraft | null {
  try {
    return Kept.safeParse(JSON.parse(localStorage.getItem(name) ?? 'null')).data ?? null
  } catch {
    return null
  }
}

/** Keeps it; a browser that is full or keeps nothing goes on without. */
export function keepDraft(name: string, draft: KeptDraft): void {
  try {
    localStorage.setItem(name, JSON.stringify(draft))
  } catch {
    // The form itself still has it.
  }
}

export function forgetDraft(name: string): void {
  try {
    localStorage.removeItem(name)
  } catch {
    // Nothing was kept.
  }
}
