import { z } from 'zod'
import type { RollStatus } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { dropFile, storeFile, type FileRefusal } from '#app/kernel/files.server.ts'
import { emit } from '#app/kernel/outbox.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { keptOrganisation, type Keeps } from '../organisation-tree.server.ts'
import type { Columns } from './columns.ts'
import { giveUpFile } from './read-roll.server.ts'
import { largestRoll } from './roll.ts'
import { rollFileTypes } from './table.server.ts'

/** Whoever imports, and what she keeps. */
export interface Importer {
  personId: string
  keeps: Keeps
}

/** Keeps what she uploads, where nobody else can read it. */
export function storeRoll(
  { personId }: Pick<Importer, 'personId'>,
  source: AsyncIterable<Uint8Array> | Uint8Array,
): Promise<Outcome<{ id: string }, FileRefusal>> {
  return storeFile({
    source,
    actor: { kind: 'person', id: personId },
    ownerId: personId,
    visibility: 'private',
    accept: [...rollFileTypes.workbook, ...rollFileTypes.text],
    maxBytes: largestRoll,
  })
}

/** An uploaded file for which nothing can begin is not kept. */
export async function giveUpRoll({ personId }: Pick<Importer, 'personId'>, fileId: string): Promise<void> {
  const actor = { kind: 'person', id: personId } as const
  await transact({ actor, action: 'file.give-up', subject: `file:${fileId}` }, (tx) =>
    dropFile(tx, { id: fileId, ownerId: personId }),
  )
}

/**
 * Begins an import into an organisation that she keeps; `key` makes a repetition the same import, and gives up its second file.
 */
export async function beginImport(
  { personId, keeps }: Importer,
  input: { key: string; organisationId: string; fileId: string; fileName: string },
  now = new Date(),
): Promise<Outcome<{ id: string }, 'not-found'>> {
  const { key: id, organisationId, fileId, fileName } = input
  const actor = { kind: 'person', id: personId } as const
  const begun = await transact<{ isNew: boolean }, 'not-found'>(
    { actor, action: 'roll.begin', subject: `roll:${id}` },
    async (tx, refuse, note) => {
      const organisation = await keptOrganisation(tx, { id: organisationId, keeps })
      if (organisation === null || organisation.closedAt !== null) throw refuse('not-found')
      const data = { id, organisationId, byId: personId, fileName, fileId, createdAt: now }
      const { count } = await tx.rollImport.createMany({ data: [data], skipDuplicates: true })
      if (count === 0) return { isNew: false }
      await emit(tx, { task: 'union.read-roll', payload: { id } })
      note({ after: { organisation: organisationId, file: fileId } })
      return { isNew: true }
    },
  )
  if (!begun.ok || !begun.value.isNew) await giveUpRoll({ personId }, fileId)
  return begun.ok ? { ok: true, value: { id } } : begun
}

interface Moving {
  id: string
  personId: string
}

/** Moves an import on from one of these states; refused where it is in another, as when somebody else was faster. */
function move(
  { id, personId }: Moving,
  step: {
    action: string
    from: readonly RollStatus[]
    work: (tx: Transaction) => Promise<{ status: RollStatus; columns?: Columns; doneRows?: number }>
  },
): Promise<Outcome<void, 'moved'>> {
  const actor = { kind: 'person', id: personId } as const
  return transact({ actor, action: step.action, subject: `roll:${id}` }, async (tx, refuse, note) => {
    const data = await step.work(tx)
    const { count } = await tx.rollImport.updateMany({ where: { id, status: { in: [...step.from] } }, data })
    if (count === 0) throw refuse('moved')
    note({ after: data })
  })
}

/** Says which column is what, and has every row compared with the roll. */
export function compareWith(moving: Moving, columns: Columns): Promise<Outcome<void, 'moved'>> {
  return move(moving, {
    action: 'roll.columns',
    from: ['columns', 'preview'],
    work: async (tx) => {
      await emit(tx, { task: 'union.compare-roll', payload: { id: moving.id } })
      return { status: 'comparing', columns, doneRows: 0 }
    },
  })
}

/** Back from the preview to the columns. */
export function changeColumns(moving: Moving): Promise<Outcome<void, 'moved'>> {
  return move(moving, {
    action: 'roll.change-columns',
    from: ['preview'],
    work: () => Promise.resolve({ status: 'columns' }),
  })
}

/** Has all that is new, changed and decided written into the roll. */
export function applyImport(moving: Moving): Promise<Outcome<void, 'moved'>> {
  return move(moving, {
    action: 'roll.apply-asked',
    from: ['preview'],
    work: async (tx) => {
      await emit(tx, { task: 'union.apply-roll', payload: { id: moving.id } })
      return { status: 'applying', doneRows: 0 }
    },
  })
}

/** Throws an import away that was not applied: its lines go with it. */
export function discardImport({ id, personId }: Moving): Promise<Outcome<void, 'moved'>> {
  const actor = { kind: 'person', id: personId } as const
  return transact({ actor, action: 'roll.discard', subject: `roll:${id}` }, async (tx, refuse) => {
    const [roll] = await tx.rollImport.updateManyAndReturn({
      where: { id, status: { in: ['columns', 'preview'] } },
      data: { status: 'discarded' },
    })
    if (roll === undefined) throw refuse('moved')
    await giveUpFile(tx, roll)
    await tx.rollLine.deleteMany({ where: { importId: id } })
  })
}

export const Choice = z.union([z.literal('wait'), z.literal('other'), z.literal('same'), z.uuid()])
export type Choice = z.infer<typeof Choice>

/** What the clerk says of doubtful lines: `same` line above, somebody `other`, a member by id, or nothing yet (`wait`). */
export function decideLines(
  { id, personId }: Moving,
  choices: ReadonlyMap<number, Choice>,
): Promise<Outcome<void, 'moved'>> {
  const actor = { kind: 'person', id: personId } as const
  return transact({ actor, action: 'roll.decide', subject: `roll:${id}` }, async (tx, refuse, note) => {
    // Held, so that no line is decided any more once applying has begun.
    const [open] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM roll_import WHERE id = ${id}::uuid AND status = 'preview' FOR UPDATE`
    if (open === undefined) throw refuse('moved')
    const lines = JSON.stringify([...choices].map(([line, choice]) => ({ line, ...columnsOf(choice) })))
    await tx.$executeRaw`
      UPDATE roll_line l SET is_same = j."isSame", member_id = coalesce(j."memberId", l.member_id)
      FROM json_to_recordset(${lines}::json) AS j(line int, "isSame" boolean, "memberId" uuid)
      WHERE l.import_id = ${id}::uuid AND l.line = j.line AND l.verdict = 'doubtful'`
    note({ after: { lines: choices.size } })
  })
}

function columnsOf(choice: Choice): { isSame: boolean | null; memberId: string | null } {
  if (choice === 'wait') return { isSame: null, memberId: null }
  if (choice === 'other') return { isSame: false, memberId: null }
  return { isSame: true, memberId: choice === 'same' ? null : choice }
}
