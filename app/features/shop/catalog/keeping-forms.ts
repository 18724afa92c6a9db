import { z } from 'zod'
import { Licence } from '#app/generated/prisma/enums.ts'
import { yuanField } from '#app/kernel/money-field.ts'
import { PhotoField } from '#app/kernel/photos.ts'
import { parseJin } from '#app/kernel/weight.ts'
import { mostStock } from './keeping.ts'

const words = (most: number) => z.string().trim().max(most).default('')

function refuse(context: z.core.$RefinementCtx<string>, message: string): never {
  context.issues.push({ code: 'custom', message, input: context.value })
  return z.NEVER
}

/** What every buyer is shown of a shop. */
export const ShopForm = z.object({
  name: z.string().trim().min(2).max(30),
  place: z.string().trim().min(1).max(40),
  about: words(300),
  freight: yuanField({ least: 0, most: 100_000 }),
  dispatchWords: words(60),
  licenceKind: z.enum(Licence),
  licenceWords: z.string().trim().min(4).max(200),
})
export type ShopForm = z.infer<typeof ShopForm>

export const ProductFacts = z.object({
  title: z.string().trim().min(2).max(40),
  origin: words(40),
  caught: words(40),
  size: words(40),
  storage: words(60),
  about: words(500),
  fresh: z
    .string()
    .optional()
    .transform((checked) => checked === 'on'),
})
export type ProductFacts = z.infer<typeof ProductFacts>

/** One weight of a product with its price: typed in 斤 and yuan. */
export const VariantFields = z.object({
  weight: z
    .string()
    .transform((text, context) => parseJin(text) ?? refuse(context, 'keeping:form.notAWeight'))
    .refine((grams) => grams > 0 && grams <= 100_000, 'keeping:form.weightRange'),
  price: yuanField({ least: 1, most: 10_000_000 }),
  /** Boxes at the beginning; only for a new one. */
  stock: z.coerce.number().int().min(0).max(mostStock).default(0),
  mostAtOnce: z.coerce.number().int().min(1).max(999).optional(),
})
export type VariantFields = z.infer<typeof VariantFields>

export const StockFields = z.object({
  variant: z.uuid(),
  /** Chosen by the page: sent again, it is the same entry. */
  key: z.uuid(),
  kind: z.enum(['received', 'corrected']),
  quantity: z.coerce.number().int().min(0).max(mostStock),
  why: words(60),
})

/** All that she does on a product's page: one form each. */
export const ProductDeed = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('facts'), ...ProductFacts.shape }),
  z.object({ deed: z.literal('shelf'), on: z.enum(['on', 'off']) }),
  z.object({ deed: z.literal('add-variant'), ...VariantFields.shape }),
  z.object({
    deed: z.literal('change-variant'),
    variant: z.uuid(),
    price: VariantFields.shape.price,
    mostAtOnce: VariantFields.shape.mostAtOnce,
  }),
  z.object({ deed: z.literal('retire-variant'), variant: z.uuid() }),
  z.object({ deed: z.literal('stock'), ...StockFields.shape }),
  z.object({ deed: z.literal('add-photo'), photo: PhotoField }),
  z.object({ deed: z.literal('first-photo'), picture: z.uuid() }),
  z.object({ deed: z.literal('drop-photo'), picture: z.uuid() }),
])
export type ProductDeed = z.infer<typeof ProductDeed>
