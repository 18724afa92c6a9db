import type { Transaction } from '#app/kernel/database.server.ts'
import type { Json } from '#app/kernel/json.ts'
import type { Whose } from '#app/kernel/personal-data.server.ts'

/** What the log says of her, for herself. */
export async function gatherCheckIns(tx: Transaction, { personId, memberId }: Whose): Promise<Json> {
  const hers = [personId === null ? [] : { personId }, memberId === null ? [] : { memberId }].flat()
  const rows = await tx.checkIn.findMany({ where: { OR: hers }, orderBy: { cameAt: 'asc' } })
  return rows.map(({ occasion, cameAt, way, state, voidedAt, voidReason }) => ({
    ...{ occasion, cameAt: cameAt.toISOString(), way, state },
    ...{ voidedAt: voidedAt?.toISOString() ?? null, voidReason },
  }))
}
