import type { Transaction } from '#app/kernel/database.server.ts'
import { notify } from '../identity/index.server.ts'
import type { UnionNews, UnionNewsKind } from './union-news.ts'

/** Tells somebody about her membership, within the transaction that did what is told. */
export async function tell<Kind extends UnionNewsKind>(
  tx: Transaction,
  { personId, kind, params }: { personId: string; kind: Kind; params: UnionNews[Kind] },
  now: Date,
): Promise<void> {
  await notify(tx, { personId, kind, params: { ...params }, path: '/me/union' }, now)
}
