import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { typedIn, type FormReply } from '#app/ui/form-reply.ts'
import type { CourseDeed } from './teach-forms.ts'
import styles from './teach.module.css'

type Deed = CourseDeed['deed']
export type CourseReply = FormReply | { done: Deed } | undefined

/** What was refused of this deed; of this part or lesson, where several have the same form. */
export function refusedIn(reply: CourseReply, deed: Deed, of?: { field: string; id: string }) {
  if (reply === undefined || 'done' in reply || typedIn(reply, 'deed') !== deed) return undefined
  return of === undefined || typedIn(reply, of.field) === of.id ? reply : undefined
}

/** A form for one deed; it cannot be sent twice while it is on its way. */
export function DeedForm({
  deed,
  row,
  children,
}: {
  deed: Deed
  /** Its fields beside each other. */
  row?: boolean
  children: ReactNode
}) {
  const busy = useNavigation().formData?.get('deed') === deed
  return (
    <Form method="post" preventScrollReset>
      <fieldset disabled={busy} className={styles.plain}>
        <div className={row ? styles.row : styles.form}>
          <input type="hidden" name="deed" value={deed} />
          {children}
        </div>
      </fieldset>
    </Form>
  )
}
