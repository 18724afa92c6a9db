import { z } from 'zod'

/*
 * The timeline: everything that happens in a broadcast, one append-only list. `seq` counts from 1 without gaps; `at` is
 * the moment of the host's picture, in milliseconds since the epoch. Safe in the browser: both sides read these schemas.
 */

export { longestMessage, longestNotice, longestReason } from './limits.ts'

/** What is kept in `timeline_entry.body`, by kind. */
export const ChatBody = z.object({ text: z.string(), role: z.enum(['host', 'assistant', 'viewer']) })
/** A notice in somebody's words, or one of the platform's own, which pages say in the reader's language. */
export const NoticeBody = z.union([
  z.object({ text: z.string() }),
  z.object({ code: z.enum(['began', 'slow-on', 'slow-off', 'followers-on', 'followers-off']) }),
])
/** `removes` is the `seq` that goes out of sight. The reason is for the record and not sent to viewers. */
export const RemovalBody = z.object({ removes: z.number().int().positive(), reason: z.string() })

export const Speaker = z.object({
  name: z.string(),
  picture: z.string().nullable(),
  role: z.enum(['host', 'assistant', 'viewer']),
})
export type Speaker = z.infer<typeof Speaker>

const placed = { seq: z.number().int().positive(), at: z.number() }

/** An entry as viewers get it. A chat whose `text` is null was taken out of sight. */
export const EntryView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chat'), ...placed, by: Speaker, text: z.string().nullable() }),
  z.object({ kind: z.literal('notice'), ...placed, body: NoticeBody }),
  z.object({ kind: z.literal('removal'), ...placed, removes: z.number().int().positive() }),
  z.object({ kind: z.literal('end'), ...placed }),
])
export type EntryView = z.infer<typeof EntryView>
