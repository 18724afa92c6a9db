import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { MigrationError } from './errors.ts'
import { createMigration, deployMigrations, diffToSchema, migrationStatus } from './migrate.ts'
import { projectSchema, readMigrations, schemaUnder, type SchemaFolder } from './schema-files.ts'
import { temporaryFolder } from './testing.ts'

const firstSchema = `
datasource db {
  provider = "postgresql"
}
model Seller {
  id   Int    @id @default(autoincrement())
  name String
  boxes Box[]
  @@map("seller")
}
model Box {
  id       Int    @id @default(autoincrement())
  sellerId Int    @map("seller_id")
  code     String
  sold     Boolean @default(false)
  seller   Seller @relation(fields: [sellerId], references: [id], onDelete: Cascade)
  @@map("box")
}`

/** Everything that a Prisma schema cannot say, and whose semicolons are not all at the end of statements. */
const handwritten = `
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE UNIQUE INDEX box_one_open_per_seller ON box (seller_id) WHERE NOT sold;
CREATE INDEX box_lower_code ON box (lower(code));
ALTER TABLE box ADD CONSTRAINT box_code CHECK (code <> ';');
CREATE FUNCTION refuse_rename() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'a code; never changes'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER box_code_stays BEFORE UPDATE ON box FOR EACH ROW EXECUTE FUNCTION refuse_rename();
`

async function newDatabase(): Promise<string> {
  const url = new URL(inject('clusterUrl'))
  const name = `migrate_${randomUUID().slice(0, 8)}`
  await ask(url.href, `CREATE DATABASE ${name}`)
  url.pathname = `/${name}`
  return url.href
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

async function newFolder(schema: string): Promise<SchemaFolder> {
  const folder = schemaUnder(await temporaryFolder('schema'))
  await mkdir(folder.schema, { recursive: true })
  await writeFile(path.join(folder.schema, 'main.prisma'), schema)
  return folder
}

async function writeMigration(folder: SchemaFolder, name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder.migrations, name), { recursive: true })
  await writeFile(path.join(folder.migrations, name, 'migration.sql'), sql)
}

async function deploy(url: string, folder: SchemaFolder): Promise<string[]> {
  return deployMigrations(url, await readMigrations(folder))
}

test("this project's migrations lead to its schema", async () => {
  if ((await readMigrations(projectSchema())).length > 0)
    expect(await diffToSchema(await newDatabase())).toBe('')
})

test('a migration is created, deployed and recorded as by Prisma itself; nothing is then left to do', async () => {
  const folder = await newFolder(firstSchema)
  const written = await createMigration('first', { scratch: await newDatabase(), folder })
  expect(await createMigration('second', { scratch: await newDatabase(), folder })).toBeNull()
  expect(await readdir(folder.migrations)).toEqual([path.basename(written ?? ''), 'migration_lock.toml'])

  const url = await newDatabase()
  const name = path.basename(written ?? '')
  expect(await deploy(url, folder)).toEqual([name])
  expect(await deploy(url, folder)).toEqual([])
  const sql = await readFile(path.join(folder.migrations, name, 'migration.sql'))
  const rows = await ask(url, 'SELECT *, finished_at >= started_at AS in_order FROM _prisma_migrations')
  expect(rows).toMatchObject([
    {
      migration_name: name,
      checksum: createHash('sha256').update(sql).digest('hex'),
      applied_steps_count: 1,
      logs: null,
      rolled_back_at: null,
      in_order: true,
    },
  ])
}, 30_000)

test('what Prisma cannot express may stand in a migration without counting as drift; a missing column does', async () => {
  const folder = await newFolder(firstSchema)
  await createMigration('first', { scratch: await newDatabase(), folder })
  await writeMigration(folder, '29990101000000_by_hand', handwritten)
  expect(await diffToSchema(await newDatabase(), folder)).toBe('')
  await writeFile(
    path.join(folder.schema, 'main.prisma'),
    firstSchema.replace('code     String', 'code String\n weight Int?'),
  )
  expect(await diffToSchema(await newDatabase(), folder)).toMatch(/ADD COLUMN\s+"weight" INTEGER/)
}, 30_000)

test('a failing migration changes nothing, is not recorded, and can be mended and deployed', async () => {
  const folder = await newFolder(firstSchema)
  await writeMigration(folder, '1_good', 'CREATE TABLE good (id int);')
  await writeMigration(folder, '2_bad', 'CREATE TABLE half (id int);\nINSERT INTO nowhere VALUES (1);')
  const url = await newDatabase()
  const failure = await deploy(url, folder).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(MigrationError)
  expect((failure as Error).message).toMatch(/2_bad.*relation "nowhere" does not exist/)
  expect((failure as Error).message).not.toContain('\n')
  expect(await ask(url, `SELECT to_regclass('half') AS half, to_regclass('good')::text AS good`)).toEqual([
    { half: null, good: 'good' },
  ])
  expect(await migrationStatus(url, await readMigrations(folder))).toMatchObject({
    applied: ['1_good'],
    pending: ['2_bad'],
    failed: [],
  })
  await writeMigration(folder, '2_bad', 'CREATE TABLE half (id int);')
  expect(await deploy(url, folder)).toEqual(['2_bad'])
}, 30_000)

test('two processes that deploy at once apply each migration once', async () => {
  const folder = await newFolder(firstSchema)
  await writeMigration(folder, '1_one', 'SELECT pg_sleep(0.3); CREATE TABLE one (id int);')
  await writeMigration(folder, '2_two', 'CREATE TABLE two (id int);')
  const url = await newDatabase()
  await Promise.all([deploy(url, folder), deploy(url, folder)])
  expect(await ask(url, 'SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1')).toEqual([
    { name: '1_one' },
    { name: '2_two' },
  ])
}, 30_000)

test('a database that newer code has migrated is refused, an edited migration is named', async () => {
  const folder = await newFolder(firstSchema)
  await writeMigration(folder, '1_one', 'CREATE TABLE one (id int);')
  const url = await newDatabase()
  await deploy(url, folder)
  await writeMigration(folder, '1_one', 'CREATE TABLE one (id bigint);')
  expect(await migrationStatus(url, await readMigrations(folder))).toMatchObject({ edited: ['1_one'] })
  await expect(deployMigrations(url, [])).rejects.toThrow(/newer than this program.*1_one/)
}, 30_000)

test('a schema that Prisma does not understand is refused with its reason', async () => {
  const folder = await newFolder(
    'datasource db {\n  provider = "postgresql"\n}\nmodel Nonsense {\n  id Strin @id\n}',
  )
  await expect(diffToSchema(await newDatabase(), folder)).rejects.toThrow(MigrationError)
})
