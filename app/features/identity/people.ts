import { z } from 'zod'

/** A mainland mobile number as people type it, normalised to its eleven digits. */
export const PhoneNumber = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, ''))
  .pipe(z.string().regex(/^1[3-9]\d{9}$/, 'common:form.invalidPhone'))

export const NewPerson = z.object({
  name: z.string().trim().min(1).max(40),
  phone: PhoneNumber.optional(),
  picture: z.string().startsWith('/').optional(),
  demo: z.boolean().default(false),
})
export type NewPerson = z.input<typeof NewPerson>
