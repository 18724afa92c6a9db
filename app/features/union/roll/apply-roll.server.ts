import { Prisma, type RollImport } from '#app/generated/prisma/client.ts'
import { recordDeed } from '#app/kernel/audit.server.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { isConflict, isDuplicate } from '#app/kernel/database-errors.server.ts'
import { findDestinations, pathsOfImporter, type Destinations } from './destinations.server.ts'
import { judge, type AskedRow, type Candidate, type Judging, type Verdict } from './judge.ts'
import {
  askedOf,
  countVerdicts,
  keepVerdicts,
  lineBatches,
  openFields,
  type JudgedLine,
  type StoredLine,
} from './lines.server.ts'
import { findCandidates } from './match.server.ts'
import { RollCounts } from './roll.ts'
import { addMembers, beginMemberships, changeMembers, type Writing } from './write-members.server.ts'

const attempts = 4
/** All of it is one transaction, in milliseconds. */
const longest = 15 * 60_000

/**
 * Writes an import into the roll: all of it or nothing, once. Every row is judged again by what the roll is now, with whom it means
 * locked; what is no longer as the clerk saw it is left out and said in the report. Throws `RollFailure` where the importer no
 * longer keeps the organisation.
 */
export async function applyRoll(id: string, now = new Date()): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database().$transaction((tx) => applyOnce(tx, { id, now }), {
        timeout: longest,
        maxWait: 60_000,
      })
    } catch (error) {
      // Somebody came onto the roll between the judging and the writing: the next attempt sees her.
      if (attempt === attempts || !(isConflict(error) || isDuplicate(error))) throw error
    }
  }
}

interface Applying {
  roll: RollImport
  judging: Judging
  destinations: Destinations
  /** Members that earlier lines of this import have written: among its own rows the clerk has decided already. */
  touched: Set<string>
  comparedBy: number
  now: Date
}

async function applyOnce(tx: Transaction, { id, now }: { id: string; now: Date }): Promise<void> {
  // Not the import's own row: its progress is written beside this transaction.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`roll:${id}`}, 0))`
  const roll = await tx.rollImport.findFirst({ where: { id, status: 'applying' } })
  if (roll === null) return
  const destinations = await findDestinations(tx, roll.organisationId, { lock: true })
  const { path } = destinations.top
  const { comparedAt = now.toISOString() } = RollCounts.parse(roll.counts ?? {})
  const applying: Applying = {
    ...{ roll, destinations, now, touched: new Set<string>(), comparedBy: Date.parse(comparedAt) },
    judging: { paths: await pathsOfImporter(tx, roll.byId, path), top: path },
  }
  const applied = { new: 0, changed: 0 }
  let doneRows = 0
  for await (const lines of lineBatches(tx, id, decided)) {
    const written = await applyBatch(tx, applying, lines)
    applied.new += written.new
    applied.changed += written.changed
    doneRows += lines.length
    await database().rollImport.updateMany({ where: { id, status: 'applying' }, data: { doneRows } })
  }
  await finish(tx, { roll, applied, now })
}

/** What the clerk has not decided is left out. */
const decided = Prisma.sql`(verdict IN ('new', 'changed')
  OR (verdict = 'doubtful' AND (is_same = false OR (is_same AND member_id IS NOT NULL))))`

async function applyBatch(
  tx: Transaction,
  applying: Applying,
  lines: readonly StoredLine[],
): Promise<{ new: number; changed: number }> {
  const asked = lines.map(({ line, fieldsCipher }) =>
    askedOf(line, openFields(fieldsCipher ?? ''), applying.destinations),
  )
  const candidates = await findCandidates(tx, asked, { lockFound: true })
  const judged = lines.map((line, place) => {
    const row = asked[place]
    if (row === undefined) throw new Error('a line without a row')
    return { row, found: judgeNow(applying, { line, row, candidates: candidates.get(line.line) ?? [] }) }
  })
  const added = await addMembers(
    tx,
    judged.filter(({ found }) => found.verdict === 'new').map(({ row }) => row),
    applying.now,
  )
  const changed = judged.flatMap(({ row, found }) => (found.verdict === 'changed' ? [{ row, found }] : []))
  await changeAll(tx, changed, applying.now)
  const outcomes = judged.map(({ row: { line }, found }) => outcomeOf(line, found, added))
  for (const { applied, memberId } of outcomes)
    if (applied && memberId !== null) applying.touched.add(memberId)
  await keepVerdicts(tx, { importId: applying.roll.id, lines: outcomes, anew: false })
  return { new: added.size, changed: changed.length }
}

type Now = Verdict | { verdict: 'refused'; reasons: [string] }

function judgeNow(
  { judging, destinations, touched, comparedBy }: Applying,
  { line, row, candidates }: { line: StoredLine; row: AskedRow; candidates: readonly Candidate[] },
): Now {
  const destination = destinations.of({
    ...row,
    organisation: row.namesOrganisation ? row.organisation : null,
  })
  if ('refused' in destination) return { verdict: 'refused', reasons: [destination.refused] }
  // An organisation of the same name elsewhere would be another than the clerk saw.
  if (destination.id !== row.organisationId) return { verdict: 'refused', reasons: ['organisation'] }
  return judge(row, candidates, { ...judging, touched, decided: decidedOf(line, comparedBy) })
}

function decidedOf({ verdict, isSame, memberId }: StoredLine, comparedBy: number): Judging['decided'] {
  if (verdict !== 'doubtful') return undefined
  return isSame && memberId !== null ? { memberId } : { nobodyBy: comparedBy }
}

async function changeAll(
  tx: Transaction,
  changed: readonly { row: AskedRow; found: Verdict & { verdict: 'changed' } }[],
  now: Date,
): Promise<void> {
  const writings: (Writing & { rejoins: boolean })[] = changed.map(({ row, found }) => ({
    ...{ row, memberId: found.memberId, rejoins: found.reasons.includes('rejoins') },
  }))
  await changeMembers(tx, writings, now)
  await beginMemberships(tx, {
    placed: writings.filter(({ rejoins }) => rejoins),
    startedBy: 'rejoined',
    now,
  })
}

function outcomeOf(line: number, found: Now, added: ReadonlyMap<number, string>): JudgedLine {
  const reasons = 'reasons' in found ? found.reasons : []
  if (found.verdict === 'new') {
    const memberId = added.get(line) ?? null
    if (memberId === null) return { line, verdict: 'refused', reasons: ['taken'], memberId, applied: false }
    return { line, verdict: 'new', reasons, memberId, applied: true }
  }
  const memberId = 'memberId' in found ? found.memberId : null
  return { line, verdict: found.verdict, reasons, memberId, applied: found.verdict === 'changed' }
}

async function finish(
  tx: Transaction,
  { roll, applied, now }: { roll: RollImport; applied: { new: number; changed: number }; now: Date },
): Promise<void> {
  const counts = { ...(await countVerdicts(tx, roll.id)), applied }
  await tx.rollImport.update({
    where: { id: roll.id, status: 'applying' },
    data: { status: 'applied', appliedAt: now, counts },
  })
  const deed = {
    actor: { kind: 'person', id: roll.byId },
    action: 'roll.apply',
    subject: `roll:${roll.id}`,
  } as const
  await recordDeed(tx, deed, { after: { ...counts, organisation: roll.organisationId } })
}
