/** A value of a form as Stripe's clients write it: `line_items[0][price_data][currency]=cny`. */
export type FormValue = string | { [name: string]: FormValue }
export type Form = { [name: string]: FormValue }

/** Reads a form-encoded body; a list comes out as an object with the keys 0, 1, … */
export function parseForm(body: string): Form {
  const form = emptyForm()
  for (const [name, value] of new URLSearchParams(body)) place(form, pathOf(name), value)
  return form
}

export function textAt(form: Form, ...path: string[]): string | undefined {
  const value = valueAt(form, path)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function formAt(form: Form, ...path: string[]): Form {
  const value = valueAt(form, path)
  return typeof value === 'object' ? value : emptyForm()
}

/** The values of a list, or the texts under names. */
export function textsAt(form: Form, ...path: string[]): Record<string, string> {
  const entries = Object.entries(formAt(form, ...path)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(entries)
}

/** A name that a form brings is never one that objects have by themselves. */
function emptyForm(): Form {
  return Object.create(null) as Form
}

function pathOf(name: string): string[] {
  return name.split('[').map((part) => part.replace(/\]$/, ''))
}

function place(form: Form, path: string[], value: string): void {
  const [last = '', ...above] = path.toReversed()
  let at = form
  for (const step of above.toReversed()) {
    const next = at[step]
    at = typeof next === 'object' ? next : (at[step] = emptyForm())
  }
  at[last] = value
}

function valueAt(form: Form, path: string[]): FormValue | undefined {
  let at: FormValue | undefined = form
  for (const step of path) {
    if (typeof at !== 'object') return undefined
    at = at[step]
  }
  return at
}
