import { PrismaPg } from '@prisma/adapter-pg'
import { type Prisma, PrismaClient } from '#app/generated/prisma/client.ts'
import { env } from './env.server.ts'
import { singleton } from './singleton.ts'
import { nameStatements } from './statement-names.server.ts'

/** The open transaction that `transact` hands to an operation. */
export type Transaction = Prisma.TransactionClient

/** The process's one database client. DATABASE_URL must be set by then (server/ sets it for the embedded one). */
export function database(): PrismaClient {
  return singleton('database', () => {
    const { databaseUrl } = env()
    if (!databaseUrl) throw new Error('DATABASE_URL is not set')
    return new PrismaClient({
      adapter: new PrismaPg({ connectionString: databaseUrl }, { statementNameGenerator: nameStatements() }),
      // An operation is short: one that waits longer is stuck behind another and should free its locks.
      transactionOptions: { maxWait: 10_000, timeout: 15_000 },
    })
  })
}
