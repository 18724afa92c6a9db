import { parseWithZod } from '@conform-to/zod/v4'
import type { z } from 'zod'

/*
 * What is wrong with a field travels as a text key with its numbers, not as a sentence: the same form is checked by
 * the browser and by the action, and `errorText` says it in the reader's language. A schema's own message is such a
 * key too: `z.string().regex(phone, 'common:form.invalidPhone')`.
 */

type Issue = Parameters<z.core.$ZodErrorMap>[0]
type Numbers = Record<string, number>

/** Reads a submitted form by its schema: for a form component's `onValidate`, and for `readForm`. */
export function parseForm<Schema extends z.ZodType>(form: FormData | URLSearchParams, schema: Schema) {
  return parseWithZod(form, { schema, error: errorKey })
}

/** The sentence for an error of `parseForm`, by the `t` of any namespace. A text that is no key stays as it is. */
export function errorText(t: (key: never, numbers: never) => unknown, error: string): string {
  const match = /^([a-z][\w-]*:[\w.-]+)(?:\|(.*))?$/i.exec(error)
  if (!match) return error
  return String(t(match[1] as never, JSON.parse(match[2] ?? '{}') as never))
}

/** An error with numbers in it, for a schema's own message or a refusal: `withNumbers('common:form.fileTooBig', { megabytes: 5 })`. */
export function withNumbers(key: string, numbers: Numbers): string {
  return `${key}|${JSON.stringify(numbers)}`
}

function errorKey(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeKey(issue)
    case 'too_small':
      return sizeKey({ string: 'tooShort', array: 'tooFew', set: 'tooFew' }, 'tooSmall', issue.origin, {
        minimum: Number(issue.minimum),
      })
    case 'too_big':
      return sizeKey({ string: 'tooLong', array: 'tooMany', set: 'tooMany' }, 'tooBig', issue.origin, {
        maximum: Number(issue.maximum),
      })
    case 'invalid_format':
      return issue.format === 'url' ? 'common:form.invalidUrl' : 'common:form.invalidFormat'
    case 'invalid_value':
      return issue.input === undefined ? 'common:form.required' : 'common:form.notAChoice'
    default:
      return 'common:form.invalid'
  }
}

function typeKey(issue: Extract<Issue, { code: 'invalid_type' }>): string {
  if (issue.input === undefined || issue.input === null) return 'common:form.required'
  if (issue.expected === 'int') return 'common:form.notWhole'
  if (issue.expected === 'number' || issue.expected === 'bigint') return 'common:form.notANumber'
  if (issue.expected === 'date') return 'common:form.invalidDate'
  return 'common:form.invalid'
}

function sizeKey(
  byOrigin: Record<string, string>,
  otherwise: string,
  origin: string,
  numbers: Numbers,
): string {
  return withNumbers(`common:form.${byOrigin[origin] ?? otherwise}`, numbers)
}
