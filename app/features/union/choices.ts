import { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'

/** What a form offers, in the order in which it is shown. Apart from the schemas, which pages need not carry. */
export const sexes = Object.values(Sex)
export const trades = Object.values(Trade)
export const employments = Object.values(Employment)
