/** What an action answers to a form, as `readForm` makes it: errors are text keys, and what she typed is kept. */
export interface FormReply {
  error?: Record<string, string[] | null> | null
  initialValue?: Record<string, unknown> | null
}

/** What is wrong with this field, or with the whole form where none is named. */
export function errorsOf(reply: FormReply | undefined, field = ''): readonly string[] | null {
  return reply?.error?.[field] ?? null
}

/** What she typed into this field before it was refused. */
export function typedIn(reply: FormReply | undefined, field: string): string | undefined {
  const typed = reply?.initialValue?.[field]
  return typeof typed === 'string' ? typed : undefined
}
