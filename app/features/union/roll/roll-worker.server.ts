import { z } from 'zod'
import { database } from '#app/kernel/database.server.ts'
import { incomingFolder } from '#app/kernel/file-storage.server.ts'
import type { Handed } from '#app/kernel/workers.server.ts'
import { applyRoll } from './apply-roll.server.ts'
import { compareRoll } from './compare-roll.server.ts'
import { readRoll } from './read-roll.server.ts'
import { writeRefused, writeRoll } from './write-sheet.server.ts'

const Task = z.discriminatedUnion('work', [
  z.object({ work: z.literal('read'), id: z.string() }),
  z.object({ work: z.literal('compare'), id: z.string() }),
  z.object({ work: z.literal('apply'), id: z.string() }),
  z.object({ work: z.literal('refused'), id: z.string(), language: z.enum(['zh', 'en']), file: z.string() }),
  z.object({
    work: z.literal('export'),
    paths: z.union([z.literal('all'), z.array(z.string())]),
    language: z.enum(['zh', 'en']),
    file: z.string(),
  }),
])
export type RollTask = z.infer<typeof Task>

/** The heavy work of rolls, in its thread: with a database client of its own, which ends with the task. */
export async function work({ task }: Handed): Promise<unknown> {
  // What exceljs lays down while it reads lies among the uploads that are on their way, readable by nobody else.
  process.env['TMPDIR'] = await incomingFolder()
  try {
    return await doTask(Task.parse(task))
  } finally {
    await database().$disconnect()
  }
}

function doTask(task: RollTask): Promise<unknown> {
  switch (task.work) {
    case 'read':
      return readRoll(task.id)
    case 'compare':
      return compareRoll(task.id)
    case 'apply':
      return applyRoll(task.id)
    case 'refused':
      return writeRefused(task)
    case 'export':
      return writeRoll(task)
  }
}
