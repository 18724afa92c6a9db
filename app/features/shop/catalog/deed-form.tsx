import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { Note } from '#app/ui/note.tsx'
import type { ProductDeed } from './keeping-forms.ts'
import './keeping-texts.ts'
import styles from './keeping.module.css'

type Deed = ProductDeed['deed']
export type ProductReply = FormReply | { done: Deed; of: string | null } | undefined

/** What was refused of this deed; of this part of it, where several have the same form. */
export function refusedIn(reply: ProductReply, deed: Deed, of?: { field: string; id: string }) {
  if (reply === undefined || 'done' in reply || typedIn(reply, 'deed') !== deed) return undefined
  return of === undefined || typedIn(reply, of.field) === of.id ? reply : undefined
}

/** Said where she pressed: what was done. */
export function DoneNote({
  reply,
  deed,
  of = null,
}: {
  reply: ProductReply
  deed: Deed
  of?: string | null
}) {
  const { t } = useTranslation('keeping')
  if (reply === undefined || !('done' in reply) || reply.done !== deed || reply.of !== of) return null
  return <Note>{t('product.done')}</Note>
}

/** A form for one deed; it cannot be sent twice while it is on its way. */
export function DeedForm({
  deed,
  encType,
  children,
}: {
  deed: Deed
  encType?: 'multipart/form-data'
  children: ReactNode
}) {
  const busy = useNavigation().formData?.get('deed') === deed
  return (
    <Form method="post" className={styles.form} encType={encType} preventScrollReset>
      <fieldset disabled={busy} className={styles.plain}>
        <div className={styles.form}>
          <input type="hidden" name="deed" value={deed} />
          {children}
        </div>
      </fieldset>
    </Form>
  )
}
