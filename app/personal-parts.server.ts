import { personalPart as identity } from '#app/features/identity/index.server.ts'
import { personalPart as live } from '#app/features/live/index.server.ts'
import { personalPart as shop } from '#app/features/shop/index.server.ts'
import { personalPart as training } from '#app/features/training/index.server.ts'
import { personalPart as union } from '#app/features/union/index.server.ts'

/**
 * What each feature keeps of people: what somebody downloads, and what erasing her goes through, in this order: the account
 * first, which holds her person until all is done. A feature
 * with a column marked `@personal` or `@personal-plain` adds its part here; a test fails until it has.
 */
export const personalParts = { account: identity, union, shop, live, training }
