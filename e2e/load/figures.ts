import pg from 'pg'
import type { BuiltServer } from './built-server.ts'
import { countByHand } from './figures-peer.ts'
import { fillWorld, firstMonth, worldSize } from './figures-world.ts'
import { interleave, named, ratioOf, rounded, spread, type Figures } from './rounds.ts'
import type { Clerk } from './union-clerk.ts'

/**
 * The page of figures of a whole tree with a hundred thousand members, for this year and for all years, against one plain
 * statement a figure for the whole roll alone, of all years. Afterwards the page of one village in the same database.
 */
export async function benchFigures(server: BuiltServer, clerk: Clerk, rounds: number): Promise<Figures> {
  await fillWorld(clerk.databaseUrl, clerk.organisation)
  const pool = new pg.Pool({ connectionString: clerk.databaseUrl, max: 11 })
  try {
    const village = await aVillage(pool)
    const counts = await countByHand(pool)
    expectShown(await openPage(server, clerk, `from=${firstMonth}`), counts)
    const { all, year, one, byHand } = await interleave(
      {
        all: () => seconds(() => openPage(server, clerk, `from=${firstMonth}`)),
        year: () => seconds(() => openPage(server, clerk, '')),
        one: () => seconds(() => openPage(server, clerk, `organisation=${village}&from=${firstMonth}`)),
        byHand: () => seconds(() => countByHand(pool)),
      },
      rounds,
    )
    return {
      figuresMembers: worldSize.members,
      figuresAttendances: worldSize.attendances,
      ...named('figuresAllYears', 'Seconds', spread(all)),
      ...named('figuresThisYear', 'Seconds', spread(year)),
      ...named('figuresOfVillage', 'Seconds', spread(one)),
      ...named('figuresByHand', 'Seconds', spread(byHand)),
      ...named('figuresAllYearsToByHand', 'Ratio', ratioOf(all, byHand)),
    }
  } finally {
    await pool.end()
  }
}

async function aVillage(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(`SELECT id FROM organisation WHERE name = '村1'`)
  return rows[0]?.id ?? ''
}

async function openPage(server: BuiltServer, { cookie }: Clerk, query: string): Promise<string> {
  const answer = await fetch(`${server.url}/union/figures?${query}`, {
    headers: { Cookie: cookie, Accept: 'text/html' },
  })
  if (!answer.ok) throw new Error(`the page of figures answered ${answer.status}`)
  return answer.text()
}

/** Throws where the page does not show each of these counts. */
function expectShown(page: string, counts: readonly number[]): void {
  for (const count of counts)
    if (!page.includes(count.toLocaleString('zh-CN'))) throw new Error(`the page does not show ${count}`)
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return rounded((performance.now() - began) / 1000)
}
