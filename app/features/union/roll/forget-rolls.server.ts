import { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { giveUpFile } from './read-roll.server.ts'
import { keptDays } from './roll.ts'

const dayMs = 86_400_000
/** So many lines are deleted at a time: nobody waits long behind it. */
const portion = 20_000

/** Imports that nobody applied within 30 days are discarded, and the lines of those that were applied go after as long. */
export async function forgetRolls(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - keptDays * dayMs)
  const left = await database().rollImport.findMany({
    where: { createdAt: { lt: before }, status: { in: ['arrived', 'columns', 'preview'] } },
    select: { id: true },
  })
  for (const { id } of left) await discardOld(id)
  const over = Prisma.sql`SELECT id FROM roll_import
    WHERE status IN ('discarded', 'failed') OR (status = 'applied' AND applied_at < ${before})`
  for (;;) {
    const deleted = await database().$executeRaw`
      DELETE FROM roll_line WHERE (import_id, line) IN (
        SELECT l.import_id, l.line FROM roll_line l WHERE l.import_id IN (${over}) LIMIT ${portion})`
    if (deleted < portion) return
  }
}

/** One that was moved on meanwhile stays. */
async function discardOld(id: string): Promise<void> {
  const deed = {
    actor: { kind: 'system', name: 'roll' },
    action: 'roll.forget',
    subject: `roll:${id}`,
  } as const
  await transact(deed, async (tx) => {
    const [roll] = await tx.rollImport.updateManyAndReturn({
      where: { id, status: { in: ['arrived', 'columns', 'preview'] } },
      data: { status: 'discarded' },
    })
    if (roll) await giveUpFile(tx, roll)
  })
}
