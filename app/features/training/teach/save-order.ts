import { z } from 'zod'

/*
 * Whether a save may go on top of what stands. Several lecturers write one lesson, one of them on two devices, and an
 * answer may be lost on its way: nobody overwrites what she has not seen, and nobody is told of her own save.
 */

/** What a page had before her when it last heard of the lesson. */
export interface LessonBase {
  versionId: string
  /** How often the lesson of that version was saved. */
  revision: number
}

/** A base as forms carry it. */
export function baseField({ versionId, revision }: LessonBase): string {
  return `${versionId}.${revision}`
}

export const BaseField = z
  .string()
  .regex(/^[\da-f-]{36}\.\d{1,9}$/)
  .transform((field): LessonBase => {
    const [versionId = '', revision] = field.split('.')
    return { versionId, revision: Number(revision) }
  })

/** The name that an editor's page has given itself. */
export const PageField = z.string().regex(/^[\da-f]{32}$/)

/** Who saved a lesson last. */
export interface LastSave {
  /** The page that did, and the revision on which its saves stand unbroken; null where it had no scripts. */
  page: string | null
  onto: number | null
  /** Saved by herself, from wherever. */
  hers: boolean
}

export const between = ['newer-version', 'another-saved', 'saved-elsewhere'] as const
/**
 * What came between a page and its save: the course was published and this is the next version's draft; another
 * lecturer has saved; she herself has, on another device or page.
 */
export type Between = (typeof between)[number]

/** What came between what is sent and what stands; null where it may be saved. */
export function whatCameBetween(
  sent: { base: LessonBase; page: string | null },
  standing: { base: LessonBase; last: LastSave },
): Between | null {
  const { base, last } = standing
  if (sent.base.versionId !== base.versionId) return 'newer-version'
  if (sent.base.revision === base.revision) return null
  // All that was saved since is the page's own: an answer was late or lost.
  const isOwn = last.page !== null && last.page === sent.page
  if (isOwn && last.onto !== null && sent.base.revision >= last.onto) return null
  return last.hers ? 'saved-elsewhere' : 'another-saved'
}
