import { database } from '#app/kernel/database.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { ColumnsKept, type Columns } from './columns.ts'
import { findDestinations, pathsOfImporter, type Destinations } from './destinations.server.ts'
import { earlierRows, type EarlierRows } from './earlier.ts'
import { judge, type Candidate, type Judging } from './judge.ts'
import {
  askedOf,
  countVerdicts,
  keepVerdicts,
  lineBatches,
  openCells,
  sealFields,
  type JudgedLine,
  type LineFields,
  type StoredLine,
} from './lines.server.ts'
import { findCandidates } from './match.server.ts'
import { readRow } from './read-row.ts'

interface Comparing {
  importId: string
  columns: Columns
  destinations: Destinations
  earlier: EarlierRows
  judging: Judging
  now: Date
}

/** A batch has so long, in milliseconds. */
const longestBatch = 120_000

/**
 * Finds out of every line of an import what it would do to the roll, which it leaves alone. Begins anew where it was broken
 * off. Throws `RollFailure` where the importer no longer keeps the organisation.
 */
export async function compareRoll(id: string, now = new Date()): Promise<void> {
  const roll = await database().rollImport.findFirst({ where: { id, status: 'comparing' } })
  if (roll === null) return
  const destinations = await findDestinations(database(), roll.organisationId)
  const { path } = destinations.top
  const comparing: Comparing = {
    ...{ importId: id, destinations, now, earlier: earlierRows() },
    columns: ColumnsKept.parse(roll.columns ?? {}),
    judging: { paths: await pathsOfImporter(database(), roll.byId, path), top: path },
  }
  let doneRows = 0
  for await (const lines of lineBatches(database(), id)) {
    await compareBatch(comparing, lines)
    doneRows += lines.length
    await database().rollImport.updateMany({ where: { id, status: 'comparing' }, data: { doneRows } })
  }
  await finish(id, now)
}

async function compareBatch(comparing: Comparing, lines: readonly StoredLine[]): Promise<void> {
  const read = lines.map((line) => readLine(comparing, line))
  const asked = read.flatMap((one) =>
    'fields' in one ? [askedOf(one.line, one.fields, comparing.destinations)] : [],
  )
  await database().$transaction(
    async (tx) => {
      const candidates = await findCandidates(tx, asked)
      const judged = read.map((one) =>
        'fields' in one ? judgeLine(comparing, one, candidates.get(one.line) ?? []) : one,
      )
      await keepVerdicts(tx, { importId: comparing.importId, lines: judged, anew: true })
    },
    { timeout: longestBatch },
  )
}

interface ReadLine {
  line: number
  fields: LineFields
}

function readLine(
  { columns, destinations, now }: Comparing,
  { line, cellsCipher }: StoredLine,
): ReadLine | JudgedLine {
  const read = readRow(openCells(cellsCipher), { columns, now })
  if (!read.ok) return refuse(line, read.reasons)
  const destination = destinations.of(read.row)
  if ('refused' in destination) return refuse(line, [destination.refused])
  const { id: organisationId, isNamed: namesOrganisation } = destination
  return { line, fields: { ...read.row, organisationId, namesOrganisation } }
}

function judgeLine(
  { earlier, judging, destinations }: Comparing,
  { line, fields }: ReadLine,
  candidates: readonly Candidate[],
): JudgedLine {
  const { twice, alike } = earlier.find(fields)
  if (twice !== null) return refuse(line, [`twice:${twice}`])
  const found = judge(askedOf(line, fields, destinations), candidates, judging)
  const sealed = sealFields(fields)
  if (found.verdict === 'refused') return { ...refuse(line, found.reasons), sealed }
  if (found.verdict === 'same' || found.verdict === 'changed') {
    const first = earlier.claim(found.memberId, line)
    if (first !== null) return refuse(line, [`twice:${first}`])
  }
  earlier.add(fields, line)
  if (found.verdict === 'new' && alike !== null)
    return { line, verdict: 'doubtful', reasons: [`alike-line:${alike}`], memberId: null, sealed }
  const { verdict } = found
  const reasons = 'reasons' in found ? found.reasons : []
  return { line, verdict, reasons, memberId: 'memberId' in found ? found.memberId : null, sealed }
}

function refuse(line: number, reasons: readonly string[]): JudgedLine {
  return { line, verdict: 'refused', reasons, memberId: null, sealed: null }
}

async function finish(id: string, now: Date): Promise<void> {
  const deed = {
    actor: { kind: 'system', name: 'roll' },
    action: 'roll.compare',
    subject: `roll:${id}`,
  } as const
  await transact(deed, async (tx, _refuse, note) => {
    const counts = { ...(await countVerdicts(tx, id)), comparedAt: now.toISOString() }
    await tx.rollImport.updateMany({
      where: { id, status: 'comparing' },
      data: { status: 'preview', counts },
    })
    note({ after: counts })
  })
}
