import { realpath } from 'node:fs/promises'
import pg from 'pg'
import { readNote } from '#server/database/place.ts'

/** The folder in which a data folder's PostgreSQL stands. */
export async function databaseFolder(dataDir: string): Promise<string> {
  const note = await readNote(dataDir)
  if (note === null) throw new Error(`${dataDir} has no database`)
  return realpath(note.folder)
}

/** How many of these people, each committed together with one audit row, lack either of the two. */
export async function findMissing(url: string, ids: ReadonlySet<string>): Promise<number> {
  return withClient(url, async (client) => {
    const found = await client.query<{ missing: string }>(
      `SELECT count(*) AS missing FROM unnest($1::uuid[]) AS wanted (id)
        WHERE NOT EXISTS (SELECT 1 FROM person WHERE person.id = wanted.id)
           OR NOT EXISTS (SELECT 1 FROM audit_event WHERE subject = 'person:' || wanted.id)`,
      [[...ids]],
    )
    return Number(found.rows[0]?.missing)
  })
}

export async function unfinishedBroadcasts(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const found = await client.query<{ open: string }>(
      `SELECT count(*) AS open FROM broadcast WHERE status <> 'ended'`,
    )
    return Number(found.rows[0]?.open)
  })
}

async function withClient<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
