import { z } from 'zod'
import { sameOriginPath } from '#app/kernel/same-origin-path.ts'
import { PhoneNumber } from './people.ts'

/** A code lasts five minutes, in milliseconds. */
export const codeLife = 5 * 60_000
export const mostTries = 5
/** The next code for the same phone can be asked for after so many seconds. */
export const resendAfterSeconds = 60

/** A code on its way. */
export interface SentCode {
  phone: string
  /** After how many seconds another may be asked for. */
  resendAfter: number
  /** Only in the demo, which sends nothing. */
  demoCode: string | null
}

/** A mobile number as a form takes it, with what is wrong with it as a text key. */
export const TypedPhone = z
  .string('common:form.required')
  .refine((text) => PhoneNumber.safeParse(text).success, 'common:form.invalidPhone')
  .transform((text) => PhoneNumber.parse(text))

export const TypedCode = z
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
  z.object({ step: z.literal('phone'), phone: TypedPhone, ...shared }),
  z.object({ step: z.literal('code'), phone: TypedPhone, code: TypedCode, ...shared }),
])

/** What a refusal to send says. */
export const sendRefusals = {
  'too-often': 'identity:signIn.tooOften',
  'enough-today': 'identity:signIn.enoughToday',
  'no-sender': 'identity:signIn.noSender',
  'not-sent': 'identity:signIn.notSent',
} as const

/** What a refused code says. */
export const codeRefusals = {
  'wrong-code': { code: 'identity:signIn.wrongCode' },
  'too-often': 'identity:signIn.tooManyGuesses',
  'demo-only': 'identity:signIn.demoOnly',
} as const
