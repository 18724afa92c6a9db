import { z } from 'zod'
import { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'
import { Reason } from '../identity/index.forms.ts'
import { BirthMonthField, IdentityNumberField, NameField, PhoneField } from './members.ts'

const month = z.object({
  year: z.string().regex(/^\d{4}$/, 'union:form.birthMonth'),
  month: z.string().regex(/^\d{1,2}$/, 'union:form.birthMonth'),
})

/** What she fills in, step by step, and what she does with the whole of it. */
export const ApplicationForm = z.discriminatedUnion('step', [
  z.object({ step: z.literal('name'), name: NameField, phone: PhoneField }),
  z
    .object({ step: z.literal('about'), sex: z.enum(Sex), ...month.shape })
    .transform(({ year, month, ...rest }) => ({ ...rest, birthMonth: `${year}-${month.padStart(2, '0')}` }))
    .pipe(z.object({ step: z.literal('about'), sex: z.enum(Sex), birthMonth: BirthMonthField })),
  z.object({ step: z.literal('work'), trade: z.enum(Trade), employment: z.enum(Employment) }),
  z.object({ step: z.literal('place'), organisation: z.uuid('union:form.chooseOrganisation') }),
  z.object({ step: z.literal('code'), code: z.string().trim().min(1) }),
  z.object({
    step: z.literal('identity'),
    identityNumber: z.preprocess(
      (value) => (value === '' ? undefined : value),
      IdentityNumberField.optional(),
    ),
  }),
  z.object({ step: z.literal('send') }),
  z.object({ step: z.literal('withdraw') }),
])
export type ApplicationForm = z.infer<typeof ApplicationForm>

/** What staff do with an application. */
export const ReviewForm = z.discriminatedUnion('deed', [
  /** `sameAs`: a member on the roll who she is; nobody where she is new. */
  z.object({
    deed: z.literal('accept'),
    sameAs: z.preprocess((value) => (value === '' ? undefined : value), z.uuid().optional()),
  }),
  z.object({ deed: z.literal('return'), reason: Reason }),
  z.object({ deed: z.literal('reject'), reason: Reason }),
])
export type ReviewForm = z.infer<typeof ReviewForm>

export const applicationRefusals = {
  incomplete: 'union:apply.incomplete',
  'is-member': 'union:apply.isMember',
  'organisation-unfit': { organisation: 'union:apply.organisationUnfit' },
  'unknown-code': { code: 'union:apply.unknownCode' },
  'not-now': 'union:apply.notNow',
} as const

export const reviewRefusals = {
  'not-found': 'registry:review.gone',
  duplicate: 'registry:review.duplicate',
  'member-elsewhere': 'registry:review.elsewhere',
  'other-account': 'registry:review.otherAccount',
  'organisation-closed': 'registry:review.closed',
} as const
export type ReviewRefusal = keyof typeof reviewRefusals
