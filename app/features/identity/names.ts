import { z } from 'zod'
import { withNumbers } from '#app/kernel/forms.ts'
import { containsWord } from '#app/kernel/words.ts'
import { blockedNameWords } from './blocked-names.ts'

/** The longest name, in characters as people count them. */
export const longestName = 20

/**
 * What is not seen, or turns the text around it: control and format characters (zero width, bidi), private and
 * unassigned ones, line separators, and the letters that are drawn as nothing.
 */
const unseen = /[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/u
/** More marks on one letter than any language writes: they would spill over the lines around the name. */
const piledMarks = /\p{M}{3}/u
const readable = /[\p{L}\p{N}]/u
/** Long enough for a telephone number, with whatever is written between the digits. */
const telephone = /\d(?:[\s\p{P}]?\d){6}/u

/** A name as somebody gives it to herself; errors are text keys. The same characters always make the same name. */
export const DisplayName = z
  .string()
  .transform((typed) => typed.normalize('NFKC').trim().replace(/ +/g, ' '))
  .pipe(
    z
      .string()
      .refine((name) => name !== '', { error: 'common:form.required', abort: true })
      .refine((name) => Array.from(name).length <= longestName, {
        error: withNumbers('common:form.tooLong', { maximum: longestName }),
        abort: true,
      })
      .refine((name) => !unseen.test(name) && !piledMarks.test(name), {
        error: 'account:account.nameUnseen',
        abort: true,
      })
      .refine((name) => readable.test(name), { error: 'account:account.nameUnreadable', abort: true })
      .refine((name) => !telephone.test(name), { error: 'account:account.nameTelephone', abort: true })
      .refine((name) => containsWord(name, blockedNameWords) === null, {
        error: 'account:account.nameBlocked',
      }),
  )

export const RenameForm = z.object({ name: DisplayName })
