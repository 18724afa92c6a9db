import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePorts, projectRoot, startBuiltServer, type BuiltServer } from './built-server.ts'
import { benchFigures } from './figures.ts'
import { writeRollText, writeRollWorkbook } from './roll-file.ts'
import { importRoll, type Imported } from './roll-import.ts'
import { interleave, named, ratioOf, rounded, spread, type Figures } from './rounds.ts'
import type { Clerk } from './union-clerk.ts'

const run = promisify(execFile)

const rows = 10_000
const manyRows = 100_000

/**
 * A roll imported by the pages' own forms from upload to report (read, sealed, compared with the roll, written into it),
 * against what it cannot be faster than: its file read by the same library with nothing kept, and its rows copied into a table
 * without keys, indexes or checks. Both are less than an import: that is the point of them, they are the limits of its two ends.
 * Then once a hundred thousand rows of each kind, with the memory that the server's process took for them. Last the page of
 * figures (figures.ts).
 */
export async function benchUnion(rounds: number): Promise<Figures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hongdao-union-'))
  await chmod(folder, 0o755)
  const dataDir = path.join(folder, 'data')
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const environment = { LOG_LEVEL: 'warn', DEMO: '0' }
  const server = await startBuiltServer({ dataDir, port, rtmpPort, environment })
  try {
    const clerk = await script<Clerk>('union-clerk.ts', [], dataDir)
    const bench = { server, clerk, folder }
    const book = await writeFile(bench, 'xlsx', rows)
    const text = await writeFile(bench, 'csv', rows)
    await importAndForget(bench, text, rows)
    const measured = await interleave(
      {
        book: async () => rows / (await importAndForget(bench, book, rows)).seconds,
        text: async () => rows / (await importAndForget(bench, text, rows)).seconds,
        readBook: () => peer(['read', book]),
        readText: () => peer(['read', text]),
        copy: () => peer(['copy', clerk.databaseUrl, String(rows)]),
      },
      rounds,
    )
    const imports = { ...figuresOf(measured), ...(await importMany(bench)) }
    return { ...imports, ...(await benchFigures(server, clerk, rounds)) }
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Bench {
  server: BuiltServer
  clerk: Clerk
  folder: string
}

async function writeFile({ folder }: Bench, kind: 'xlsx' | 'csv', count: number): Promise<string> {
  const file = path.join(folder, `roll-${count}.${kind}`)
  await (kind === 'xlsx' ? writeRollWorkbook : writeRollText)(file, count)
  return file
}

/** Imports the file, and empties the roll again. Throws where not every row has become a member. */
async function importAndForget({ server, clerk }: Bench, file: string, count: number): Promise<Imported> {
  const imported = await importRoll(server, clerk, file)
  const client = new pg.Client({ connectionString: clerk.databaseUrl })
  await client.connect()
  try {
    const { rows: found } = await client.query<{ members: number }>(
      `SELECT count(*)::int AS members FROM member JOIN membership s ON s.member_id = member.id AND s.until IS NULL`,
    )
    if (found[0]?.members !== count) throw new Error(`${count} rows made ${found[0]?.members} members`)
    await client.query('TRUNCATE membership, member, roll_line, roll_import CASCADE')
    // Else PostgreSQL may do so in the middle of the next import, whose rows it cannot see, and plan the rest for no rows at all.
    await client.query('VACUUM ANALYZE member, membership, roll_line, roll_import')
    return imported
  } finally {
    await client.end()
  }
}

async function importMany(bench: Bench): Promise<Figures> {
  const figures: Figures = {}
  for (const kind of ['xlsx', 'csv'] as const) {
    const imported = await importAndForget(bench, await writeFile(bench, kind, manyRows), manyRows)
    const name = `import100k${kind === 'xlsx' ? 'Workbook' : 'Text'}`
    figures[`${name}Seconds`] = rounded(imported.seconds)
    figures[`${name}ReadSeconds`] = rounded(imported.readSeconds)
    figures[`${name}CompareSeconds`] = rounded(imported.compareSeconds)
    figures[`${name}ApplySeconds`] = rounded(imported.applySeconds)
    figures[`${name}MemoryGrowthMb`] = rounded(imported.memoryGrowthMb)
  }
  return figures
}

type Side = 'book' | 'text' | 'readBook' | 'readText' | 'copy'

/** All in rows a second. */
function figuresOf({ book, text, readBook, readText, copy }: Record<Side, number[]>): Figures {
  return {
    ...named('importWorkbookRows', 'PerSecond', spread(book)),
    ...named('importTextRows', 'PerSecond', spread(text)),
    ...named('readWorkbookAloneRows', 'PerSecond', spread(readBook)),
    ...named('readTextAloneRows', 'PerSecond', spread(readText)),
    ...named('copyRows', 'PerSecond', spread(copy)),
    ...named('importWorkbookToReadAlone', 'Ratio', ratioOf(book, readBook)),
    ...named('importTextToCopy', 'Ratio', ratioOf(text, copy)),
  }
}

/** Rows a second. */
async function peer(args: string[]): Promise<number> {
  const { rows: done, seconds } = await script<{ rows: number; seconds: number }>('union-peer.ts', args)
  if (done < rows) throw new Error(`the peer did ${done} rows of ${rows}`)
  return rows / seconds
}

async function script<Answer>(name: string, args: string[], dataDir?: string): Promise<Answer> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', path.join('e2e/load', name), ...args], {
    cwd: projectRoot,
    env: { ...process.env, LOG_LEVEL: 'warn', ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }) },
  })
  return JSON.parse(stdout) as Answer
}
