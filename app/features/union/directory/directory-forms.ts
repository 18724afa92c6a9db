import { z } from 'zod'
import { Employment, LookedAt, Sex, Trade } from '#app/generated/prisma/enums.ts'
import { Reason } from '../../identity/index.forms.ts'
import { BirthMonthField, IdentityNumberField, NameField, PhoneField } from '../members.ts'
import { longestSearch } from './search.ts'

/** A choice of a list whose first option, '', is none. */
function choiceOrNone<Values extends z.ZodType>(values: Values) {
  return z.preprocess((value) => (value === '' || value === undefined ? null : value), values.nullable())
}

/** A field that may be left empty. */
function filledOrNone<Field extends z.ZodType>(field: Field) {
  return z.preprocess((value) => (value === '' || value === undefined ? null : value), field.nullable())
}

/** Who is looked for. Posted, so that no phone and no identity number ever stands in an address. */
export const DirectoryForm = z.object({
  search: z.string().trim().max(longestSearch).default(''),
  organisation: choiceOrNone(z.uuid()),
  trade: choiceOrNone(z.enum(Trade)),
  sex: choiceOrNone(z.enum(Sex)),
  left: z
    .enum(['', '1'])
    .default('')
    .transform((value) => value === '1'),
})
export type DirectoryForm = z.infer<typeof DirectoryForm>

const month = z
  .object({ year: z.string().default(''), month: z.string().default('') })
  .transform(({ year, month }) => (year === '' && month === '' ? null : `${year}-${month.padStart(2, '0')}`))
  .pipe(BirthMonthField.nullable())

/** What staff do on a member's page. */
export const MemberForm = z.discriminatedUnion('step', [
  z.object({ step: z.literal('look'), what: z.enum(LookedAt) }),
  z
    .object({
      step: z.literal('edit'),
      /** What the page showed: a change made meanwhile is not undone. */
      changedAt: z.iso.datetime(),
      name: NameField,
      sex: choiceOrNone(z.enum(Sex)),
      year: z.string().default(''),
      month: z.string().default(''),
      trade: choiceOrNone(z.enum(Trade)),
      employment: z.enum(Employment),
      /** Left empty, it stays as it is. */
      phone: filledOrNone(PhoneField),
      noPhone: z.literal('on').optional(),
      identityNumber: filledOrNone(IdentityNumberField),
      noIdentityNumber: z.literal('on').optional(),
    })
    .transform((form, context) => {
      const { year, month: birth, ...rest } = form
      const read = month.safeParse({ year, month: birth })
      if (read.success) return { ...rest, birthMonth: read.data }
      context.issues.push({ code: 'custom', message: 'union:form.birthMonth', input: year, path: ['year'] })
      return z.NEVER
    }),
  z.object({ step: z.literal('leave'), reason: Reason }),
  z.object({ step: z.literal('ask'), organisation: z.uuid('union:form.chooseOrganisation') }),
  z.object({ step: z.literal('erase'), name: z.string().trim().min(1), reason: Reason }),
])
export type MemberForm = z.infer<typeof MemberForm>

/** She confirms by her name that she wants to be erased. */
export const EraseMyselfForm = z.object({ name: z.string().trim().min(1).max(100) })

export const changeRefusals = {
  'not-found': 'directory:member.gone',
  'changed-meanwhile': 'directory:edit.changedMeanwhile',
  'identity-taken': { identityNumber: 'directory:edit.identityTaken' },
  'on-the-roll-already': { phone: 'directory:edit.onTheRollAlready' },
} as const

export const lookRefusals = {
  'not-found': 'directory:member.gone',
  nothing: 'directory:member.notKept',
} as const

export const moveRefusals = {
  'not-found': 'directory:member.gone',
  'target-unfit': { organisation: 'directory:transfer.targetUnfit' },
  'asked-already': 'directory:transfer.askedAlready',
} as const

/** What is sealed, as a form says it: a new value, taken away (null), or left as it is (undefined). */
export function sealedChange({
  phone,
  noPhone,
  identityNumber,
  noIdentityNumber,
}: Extract<MemberForm, { step: 'edit' }>) {
  return {
    phone: phone ?? (noPhone === 'on' ? null : undefined),
    identityNumber: identityNumber ?? (noIdentityNumber === 'on' ? null : undefined),
  }
}
