import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type pg from 'pg'

/** PostgreSQL's one-byte `"char"`, which its catalog is full of, and `text`. Source: pg_type.dat. */
const charType = 18
const textType = 25

/**
 * Prisma's adapter over a pool of ours, mended where the schema engine needs more of it than the client does: it cuts
 * a script at every semicolon, inside functions too, where PostgreSQL takes it whole; and it does not know the type
 * `"char"`, in which the catalog describes foreign keys.
 */
export class EngineConnection implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres'
  readonly adapterName: string
  private readonly pool: pg.Pool
  private readonly factory: PrismaPg
  private readonly charColumns = new WeakMap<object, number[]>()

  constructor(pool: pg.Pool) {
    this.pool = pool
    // The engine connects for each thing that it does, and the adapter listens to the pool's errors each time.
    pool.setMaxListeners(0)
    this.factory = new PrismaPg(this.showCharAsText(pool))
    this.adapterName = this.factory.adapterName
  }

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await this.factory.connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query)
      for (const column of this.charColumns.get(result.rows) ?? [])
        result.columnTypes[column] = ColumnTypeEnum.Character
      return result
    }
    adapter.executeScript = async (script) => {
      await this.pool.query(script)
    }
    return adapter
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    throw new Error('a scratch database is made by the caller')
  }

  /** The adapter sees `text`; which columns were `"char"` is remembered beside the rows. */
  private showCharAsText(pool: pg.Pool): pg.Pool {
    return watchQueries(pool, async (answer) => {
      const result = await answer
      const columns =
        result.fields?.flatMap((field, index) => (field.dataTypeID === charType ? [index] : [])) ?? []
      for (const index of columns) Object.assign(result.fields[index] ?? {}, { dataTypeID: textType })
      this.charColumns.set(result.rows, columns)
      return result
    })
  }
}

type Watch = (answer: Promise<pg.QueryResult>) => Promise<pg.QueryResult>

/** The same pool, every answer of its `query` passing through `watch`. */
export function watchQueries(pool: pg.Pool, watch: Watch): pg.Pool {
  return new Proxy(pool, {
    get(target, key) {
      if (key === 'query')
        return (...args: Parameters<pg.Pool['query']>) =>
          watch(target.query(...args) as unknown as Promise<pg.QueryResult>)
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}
