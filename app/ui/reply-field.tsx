import type { ComponentProps } from 'react'
import { Field } from './field.tsx'
import { errorsOf, typedIn, type FormReply } from './form-reply.ts'

/** A field of a form that may have been refused: with what she typed, else `first`, and with what is wrong with it. */
export function ReplyField({
  reply,
  first,
  ...field
}: { reply: FormReply | undefined; first?: string } & ComponentProps<typeof Field>) {
  return (
    <Field
      defaultValue={typedIn(reply, field.name) ?? first}
      errors={errorsOf(reply, field.name)}
      {...field}
    />
  )
}
