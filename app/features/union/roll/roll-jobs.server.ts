import { z } from 'zod'
import type { Jobs } from '#app/kernel/outbox.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { runInWorker } from '#app/kernel/workers.server.ts'
import { forgetRolls } from './forget-rolls.server.ts'
import { giveUpFile } from './read-roll.server.ts'
import { failureOf, type RollFailureReason } from './roll-failure.ts'
import type { RollTask } from './roll-worker.server.ts'

const AboutRoll = z.object({ id: z.uuid() })

/** Each does its part of an import from its beginning where it was broken off, and nothing where that part is over. */
export const rollJobs: Jobs = {
  'union.read-roll': (payload) => workOn('read', payload),
  'union.compare-roll': (payload) => workOn('compare', payload),
  'union.apply-roll': (payload) => workOn('apply', payload),
  'union.forget-rolls': () => forgetRolls(),
}

/** Which of them run by the clock, as cron says it. */
export const rollCrontab: Record<string, string> = { 'union.forget-rolls': '20 19 * * *' }

async function workOn(work: 'read' | 'compare' | 'apply', payload: unknown): Promise<void> {
  const { id } = AboutRoll.parse(payload)
  const task: RollTask = { work, id }
  try {
    await runInWorker('roll', task)
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null) throw error
    await endImport(id, failure)
  }
}

/** It came to nothing: what was read of it goes, and the page says why. */
async function endImport(id: string, failure: RollFailureReason): Promise<void> {
  const deed = {
    actor: { kind: 'system', name: 'roll' },
    action: 'roll.fail',
    subject: `roll:${id}`,
  } as const
  await transact(deed, async (tx, _refuse, note) => {
    const [roll] = await tx.rollImport.updateManyAndReturn({
      where: { id, status: { in: ['arrived', 'reading', 'comparing', 'applying'] } },
      data: { status: 'failed', failure },
    })
    if (roll === undefined) return
    await giveUpFile(tx, roll)
    await tx.rollLine.deleteMany({ where: { importId: id } })
    note({ after: { failure } })
  })
}
