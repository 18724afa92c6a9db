/** What stands in place of the name of somebody who is erased: kept in the columns, so the same in every language. */
export const erasedName = '已注销'
