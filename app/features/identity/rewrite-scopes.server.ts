import type { Transaction } from '#app/kernel/database.server.ts'

/**
 * Within the operation that moves an organisation: every grant, ended ones too, that held for `from` or for what lies
 * under it holds for the same place under `to`.
 */
export async function rewriteScopes(
  tx: Transaction,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE role_grant SET scope = ${to} || substr(scope, ${from.length + 1})
    WHERE scope = ${from} OR starts_with(scope, ${`${from}.`})`
}
