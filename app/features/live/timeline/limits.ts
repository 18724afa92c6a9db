/* Apart from the schemas, so that a page that only counts characters need not fetch what reads them. */

/** The most characters of one chat message. */
export const longestMessage = 100
export const longestNotice = 200
export const longestReason = 100
