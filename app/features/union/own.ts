import type { ApplicationView } from './applications.ts'

/** What somebody's own page about her union shows. */
export interface OwnUnion {
  member: {
    number: string
    name: string
    demo: boolean
    /** Null where she has left. */
    organisation: { id: string; name: string } | null
    /** ISO 8601: since when she is there. */
    since: string | null
  } | null
  transfer: {
    to: string
    fromAgreed: boolean
    toAgreed: boolean
  } | null
  /** The last one; null where she has never applied. */
  application: ApplicationView | null
}
