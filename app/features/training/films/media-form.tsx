import { useFetcher } from '@remix-run/react'
import type { ReactNode } from 'react'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import type { MediaDeed } from './films.ts'
import styles from './films.module.css'

/** What the page of a lesson's film or clip answers to one of its forms. */
export type MediaReply = { deed: string; done: true } | { deed: string; reply: FormReply }

/** Where a lesson's film or clip is set, whichever page the fields stand on. */
export function mediaPath(lesson: string): string {
  return `/teach/films/${lesson}`
}

/** A form of one deed, which leaves the page around it alone; without scripts it leads to the page of its own. */
export function MediaForm({
  lesson,
  deed,
  reply,
  encType,
  search = '',
  children,
}: {
  lesson: string
  deed: MediaDeed['deed']
  /** What the page was answered, where it was sent without scripts. */
  reply: MediaReply | undefined
  encType?: 'multipart/form-data'
  /** What the page's address asks for: it is still asked for when the form is answered. */
  search?: string
  children: (answered: { reply: FormReply | undefined; done: boolean; busy: boolean }) => ReactNode
}) {
  const fetcher = useFetcher<MediaReply>()
  const answered = fetcher.data ?? (reply?.deed === deed ? reply : undefined)
  const refused = answered && 'reply' in answered ? answered.reply : undefined
  return (
    <fetcher.Form
      method="post"
      action={mediaPath(lesson) + search}
      encType={encType}
      className={styles.stack}
    >
      <input type="hidden" name="deed" value={deed} />
      {children({
        reply: refused,
        done: answered !== undefined && 'done' in answered && fetcher.state === 'idle',
        busy: fetcher.state !== 'idle',
      })}
      <FieldErrors errors={errorsOf(refused)} />
    </fetcher.Form>
  )
}
