import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Prisma's schema, one file a feature, and the migrations that lead to it. */
export interface SchemaFolder {
  schema: string
  migrations: string
}

export interface SqlFile {
  name: string
  content: string
}

/** `prisma/` of this project: above this file, and above build/main.js when bundled. */
export function projectSchema(): SchemaFolder {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'prisma', 'schema'))) {
    const above = path.dirname(folder)
    if (above === folder) return schemaUnder(path.resolve('prisma'))
    folder = above
  }
  return schemaUnder(path.join(folder, 'prisma'))
}

export function schemaUnder(folder: string): SchemaFolder {
  return { schema: path.join(folder, 'schema'), migrations: path.join(folder, 'migrations') }
}

export function readPrismaFiles(folder: SchemaFolder): Promise<SqlFile[]> {
  return readEnding(folder.schema, '.prisma')
}

export async function readMigrations(folder: SchemaFolder): Promise<SqlFile[]> {
  const entries = await readdir(folder.migrations, { withFileTypes: true }).catch(none)
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      content: await readFile(path.join(folder.migrations, name, 'migration.sql'), 'utf8'),
    })),
  )
}

async function readEnding(folder: string, ending: string): Promise<SqlFile[]> {
  const names = (await readdir(folder).catch(none)).filter((name) => name.endsWith(ending)).sort()
  return Promise.all(
    names.map(async (name) => ({ name, content: await readFile(path.join(folder, name), 'utf8') })),
  )
}

function none(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT') return []
  throw error
}
