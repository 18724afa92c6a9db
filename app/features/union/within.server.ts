import { Prisma } from '#app/generated/prisma/client.ts'

/** The condition that an organisation's `path` column is one of these or lies under one; by the tree's index. */
export function within(paths: 'all' | readonly string[], column: Prisma.Sql): Prisma.Sql {
  if (paths === 'all') return Prisma.sql`true`
  return Prisma.sql`text2ltree(${column}) <@ ANY(${[...paths]}::ltree[])`
}
