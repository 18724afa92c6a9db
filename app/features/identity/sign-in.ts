import { z } from 'zod'
import { sameOriginPath } from '#app/kernel/same-origin-path.ts'
import { PhoneNumber } from './people.ts'

/** A code lasts five minutes, in milliseconds. */
export const codeLife = 5 * 60_000
export const mostTries = 5
/** The next code for the same phone can be asked for after so many seconds. */
export const resendAfterSeconds = 60

const typedPhone = z
  .string('common:form.required')
  .refine((text) => PhoneNumber.safeParse(text).success, 'common:form.invalidPhone')
  .transform((text) => PhoneNumber.parse(text))

const typedCode = z
  .string('common:form.required')
  .transform((text) => text.normalize('NFKC').replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'identity:signIn.sixDigits'))

const shared = {
  back: z.string().optional().transform(sameOriginPath),
  /** Signing in over a page that stays as it is: the answer leads nowhere. */
  stay: z.literal('1').optional(),
}

/** The two steps of signing in, one form each. */
export const SignInForm = z.discriminatedUnion('step', [
  z.object({ step: z.literal('phone'), phone: typedPhone, ...shared }),
  z.object({ step: z.literal('code'), phone: typedPhone, code: typedCode, ...shared }),
])
