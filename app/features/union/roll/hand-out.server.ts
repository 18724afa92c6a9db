import { createReadableStreamFromReadable } from '@remix-run/node'
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { incomingFolder } from '#app/kernel/file-storage.server.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { runInWorker } from '#app/kernel/workers.server.ts'
import { texts } from './roll-texts.ts'
import type { RollTask } from './roll-worker.server.ts'

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The members of these organisations and of all under them as a workbook. Who took it, and how many are in it, is kept. */
export async function exportRoll({
  personId,
  paths,
  language,
  now = new Date(),
}: {
  personId: string
  paths: 'all' | string[]
  language: Language
  now?: Date
}): Promise<Response> {
  const file = await newFile()
  const count = await write({ work: 'export', paths, language, file })
  const actor = { kind: 'person', id: personId } as const
  await transact({ actor, action: 'member.export', subject: 'member' }, async (_tx, _refuse, note) => {
    note({ after: { count, scope: paths } })
  })
  return handOut(file, `${texts[language].exporting.file}-${now.toISOString().slice(0, 10)}.xlsx`)
}

/** The rows that an import left out, with why, as a workbook. */
export async function exportRefused(
  { id, fileName }: { id: string; fileName: string },
  language: Language,
): Promise<Response> {
  const file = await newFile()
  await write({ work: 'refused', id, language, file })
  const name = fileName.replace(/\.[a-z]+$/i, '')
  return handOut(file, `${name}-${texts[language].exporting.refusedFile}.xlsx`)
}

/** It is written among what is on its way, and goes once it was handed out. */
async function newFile(): Promise<string> {
  return path.join(await incomingFolder(), `${randomUUID()}.xlsx`)
}

async function write(task: RollTask & { file: string }): Promise<number> {
  try {
    return await runInWorker<number>('roll', task)
  } catch (error) {
    await rm(task.file, { force: true })
    throw error
  }
}

async function handOut(file: string, name: string): Promise<Response> {
  const { size } = await stat(file)
  const stream = createReadStream(file)
  // The open file is read to its end, though its name is gone already: nothing stays behind, whatever becomes of us.
  await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject))
  await rm(file, { force: true })
  return new Response(createReadableStreamFromReadable(stream), {
    headers: {
      'Content-Type': workbook,
      'Content-Length': String(size),
      'Content-Disposition': `attachment; filename="roll.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
