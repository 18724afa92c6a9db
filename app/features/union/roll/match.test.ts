import { beforeEach, expect, test } from 'vitest'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { findCandidates } from './match.server.ts'

beforeEach(freshDatabase)

const counted = (tx: Transaction) =>
  tx.$queryRaw<{ reltuples: number }[]>`SELECT reltuples::int FROM pg_class WHERE oid = 'member'::regclass`

test('an import that PostgreSQL counted while nobody could see it is planned for whom it wrote', async () => {
  await database().$transaction(async (tx) => {
    const numbers = Array.from({ length: 500 }, (_, index) => String(100_000_000 + index))
    await tx.member.createMany({ data: numbers.map((number) => ({ number, name: '王秀英', pinyin: '' })) })
    await database().$executeRaw`ANALYZE member`
    expect(await counted(tx)).toEqual([{ reltuples: 0 }])
    await findCandidates(tx, [])
    expect(await counted(tx)).toEqual([{ reltuples: 500 }])
  })
})
