import { createHash, randomUUID } from 'node:crypto'
import { appendFile, mkdir, mkdtemp, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { writeBackup } from './backup.ts'
import { quotedTable } from './backup-format.ts'
import { listSequences, listTables } from './catalog.ts'
import { BackupError } from './errors.ts'
import { deployMigrations } from './migrate.ts'
import { temporaryFolder } from './testing.ts'
import { openPeer } from './testing-peer.ts'
import { restoreBackup } from './restore.ts'

/** Tables that make a restore hard: cycles of foreign keys, triggers that refuse, generated and odd columns. */
const migrations = [
  {
    name: '1_first',
    content: `
      CREATE TYPE mood AS ENUM ('calm', '大浪');
      CREATE TABLE seller (id serial PRIMARY KEY, name text NOT NULL, best_box int, mood mood DEFAULT 'calm');
      CREATE TABLE box (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, seller_id int NOT NULL REFERENCES seller ON DELETE CASCADE,
        "weight in 斤" numeric(9,3), bytes bytea, notes jsonb, tags text[], at timestamptz(3) DEFAULT now(),
        lasts interval, share double precision, twice numeric GENERATED ALWAYS AS ("weight in 斤" * 2) STORED);
      ALTER TABLE seller ADD FOREIGN KEY (best_box) REFERENCES box (id) DEFERRABLE;
      CREATE UNIQUE INDEX one_best ON seller (best_box) WHERE best_box IS NOT NULL;
      CREATE TABLE event (seq bigserial PRIMARY KEY, at timestamptz DEFAULT now(), what text);
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only;'; END $$;
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse();
      CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.what = NEW.what || '!'; RETURN NEW; END $$;
      CREATE TRIGGER stamped BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION stamp();`,
  },
]
const later = { name: '2_later', content: 'ALTER TABLE seller ADD COLUMN harbour text;' }

const rows = `
  INSERT INTO seller (name, mood) SELECT '渔家女 ' || n || E'\\t\\\\\\n', '大浪' FROM generate_series(1, 200) n;
  INSERT INTO box (seller_id, "weight in 斤", bytes, notes, tags, lasts, share)
    SELECT 1 + n % 200, n / 7.0, decode(md5(n::text), 'hex'), jsonb_build_object('n', n, 'text', '蛤蜊 "x"'),
           ARRAY['a,b', NULL, '{}', '\\'], make_interval(mins => n), n / 3.0 FROM generate_series(1, 20000) n;
  UPDATE seller SET best_box = id;
  INSERT INTO event (what) SELECT 'sold ' || n FROM generate_series(1, 500) n;
  SELECT nextval('seller_id_seq');
  SELECT graphile_worker.add_job('pack', json_build_object('box', 7), run_at => now() + interval '1 day');`

let source = ''
let folder = ''

beforeAll(async () => {
  folder = await temporaryFolder('backup')
  source = await newDatabase(inject('clusterUrl'))
  await deployMigrations(source, migrations)
  await runMigrations({ connectionString: source })
  await ask(source, rows)
})

async function newDatabase(server: string, owner?: string): Promise<string> {
  const url = new URL(server)
  const name = `backup_${randomUUID().slice(0, 8)}`
  await ask(
    url.href,
    `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0 ${owner === undefined ? '' : `OWNER ${owner}`}`,
  )
  url.pathname = `/${name}`
  return url.href
}

async function newDataDir(): Promise<string> {
  return mkdtemp(path.join(folder, 'data-'))
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

function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query(sql)).rows as Record<string, unknown>[])
}

/** A checksum over every row of each table, and where each sequence stands. */
function contents(url: string): Promise<Record<string, unknown>> {
  return withClient(url, async (client) => {
    const found: Record<string, unknown> = { sequences: await listSequences(client) }
    await client.query(`SET timezone = 'UTC'`)
    for (const table of await listTables(client)) {
      const sums = await client.query(
        `SELECT count(*)::int AS rows, md5(string_agg(line, E'\\n' ORDER BY line COLLATE "C")) AS md5
           FROM (SELECT t::text AS line FROM ${quotedTable(table)} t) lines`,
      )
      found[quotedTable(table)] = sums.rows[0]
    }
    return found
  })
}

/** Foreign keys, triggers and their states: what a restore takes off must be back. */
function guards(url: string): Promise<unknown[]> {
  return ask(
    url,
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS what FROM pg_constraint WHERE contype = 'f'
     UNION ALL SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`,
  )
}

async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}

async function backUp(dataDir?: string): Promise<string> {
  const file = path.join(folder, `${randomUUID()}.tar.gz`)
  await writeBackup({ url: source, dataDir: dataDir ?? (await newDataDir()), file })
  return file
}

test('a restored system holds identical rows, sequences, guards and files', async () => {
  const dataDir = await newDataDir()
  await mkdir(path.join(dataDir, 'recordings', 'one'), { recursive: true })
  await mkdir(path.join(dataDir, 'files', 'a b'), { recursive: true })
  await writeFile(path.join(dataDir, 'recordings', 'one', 'video.mp4'), Buffer.alloc(700_001, 7))
  await writeFile(path.join(dataDir, 'files', 'a b', '蛤蜊.webp'), '')
  await writeFile(path.join(dataDir, 'secrets.json'), '{"DATA_KEY":"k"}', { mode: 0o600 })
  const file = await backUp(dataDir)
  expect((await stat(file)).mode & 0o777).toBe(0o600)

  const target = { url: await newDatabase(inject('clusterUrl')), dataDir: await newDataDir(), file }
  const report = await restoreBackup({ ...target, migrations: [...migrations, later] })
  expect(report).toMatchObject({ files: 2, secrets: true })
  expect(await contents(target.url)).toEqual(await contents(source))
  expect(await guards(target.url)).toEqual(await guards(source))
  for (const name of ['recordings/one/video.mp4', 'files/a b/蛤蜊.webp', 'secrets.json'])
    expect(await sha256(path.join(target.dataDir, name))).toBe(await sha256(path.join(dataDir, name)))
  expect(await readdir(target.dataDir)).not.toContain('restore.partial')
  // The next start applies what the backup did not know.
  expect(await deployMigrations(target.url, [...migrations, later])).toEqual(['2_later'])
}, 60_000)

test('a backup while people buy and a broadcast records is of one moment', async () => {
  const busy = await newDatabase(inject('clusterUrl'))
  await deployMigrations(busy, [
    { name: '1', content: 'CREATE TABLE a (n int); CREATE TABLE b (n int); CREATE TABLE z (n int);' },
  ])
  const dataDir = await newDataDir()
  await mkdir(path.join(dataDir, 'recordings', 'live'), { recursive: true })
  const [index, video] = ['index.jsonl', 'video.mp4'].map((name) =>
    path.join(dataDir, 'recordings', 'live', name),
  ) as [string, string]
  let over = false
  const writing = withClient(busy, async (client) => {
    for (let n = 1; !over; n++) {
      await client.query(
        `BEGIN; INSERT INTO a VALUES (${n}); INSERT INTO z VALUES (${n}); INSERT INTO b SELECT ${n} FROM generate_series(1, 50); COMMIT`,
      )
      await appendFile(video, Buffer.alloc(10_000, n))
      await appendFile(index, `${n * 10_000}\n`)
    }
  })
  const file = path.join(folder, 'busy.tar.gz')
  await expect
    .poll(() =>
      stat(index).then(
        ({ size }) => size,
        () => 0,
      ),
    )
    .toBeGreaterThan(50)
  await writeBackup({ url: busy, dataDir, file })
  over = true
  await writing
  const target = { url: await newDatabase(inject('clusterUrl')), dataDir: await newDataDir(), file }
  await restoreBackup({
    ...target,
    migrations: [
      { name: '1', content: 'CREATE TABLE a (n int); CREATE TABLE b (n int); CREATE TABLE z (n int);' },
    ],
  })
  const [counts] = await ask(
    target.url,
    `SELECT (SELECT count(*) FROM a) AS a, (SELECT count(*) FROM z) AS z, (SELECT count(*) / 50 FROM b) AS b`,
  )
  expect(counts?.['a']).toBe(counts?.['z'])
  expect(counts?.['a']).toBe(counts?.['b'])
  const listed = Number(
    (await readFile(path.join(target.dataDir, 'recordings/live/index.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .at(-1),
  )
  expect((await stat(path.join(target.dataDir, 'recordings/live/video.mp4'))).size).toBeGreaterThanOrEqual(
    listed,
  )
}, 60_000)

test('a restore refuses a system that holds rows or files', async () => {
  const file = await backUp()
  await expect(restoreBackup({ url: source, dataDir: await newDataDir(), file, migrations })).rejects.toThrow(
    /empty system only.*rows in/,
  )
  const dataDir = await newDataDir()
  await mkdir(path.join(dataDir, 'files'))
  await writeFile(path.join(dataDir, 'files', 'photo.webp'), 'x')
  const url = await newDatabase(inject('clusterUrl'))
  await expect(restoreBackup({ url, dataDir, file, migrations })).rejects.toThrow(
    /empty system only.*files in/,
  )
}, 60_000)

test('a backup that is cut short, changed or of newer code restores nothing', async () => {
  const file = await backUp()
  const target = {
    url: await newDatabase(inject('clusterUrl')),
    dataDir: await newDataDir(),
    file,
    migrations,
  }
  await expect(restoreBackup({ ...target, migrations: [] })).rejects.toThrow(/newer version/)
  const whole = await readFile(file)
  for (const share of [0.001, 0.3, 0.9, 0.9999]) {
    await truncate(file, Math.floor(whole.length * share))
    await expect(restoreBackup(target)).rejects.toThrow(BackupError)
    await writeFile(file, whole)
  }
  const changed = Buffer.from(whole)
  changed.writeUInt8(changed.readUInt8(changed.length >> 1) ^ 1, changed.length >> 1)
  await writeFile(file, changed)
  await expect(restoreBackup(target)).rejects.toThrow(BackupError)
  await writeFile(file, 'not a backup')
  await expect(restoreBackup(target)).rejects.toThrow(BackupError)
  expect(await ask(target.url, 'SELECT count(*)::int AS n FROM seller')).toEqual([{ n: 0 }])
  expect(await guards(target.url)).toEqual(await guards(source))
  await writeFile(file, whole)
  await restoreBackup(target)
  expect(await contents(target.url)).toEqual(await contents(source))
}, 120_000)

test('the owner of a database who may do nothing else can restore into it', async () => {
  await ask(inject('clusterUrl'), `CREATE ROLE clerk LOGIN PASSWORD 'clerk'`)
  const url = new URL(await newDatabase(inject('clusterUrl'), 'clerk'))
  url.username = url.password = 'clerk'
  await restoreBackup({ url: url.href, dataDir: await newDataDir(), file: await backUp(), migrations })
  expect(await contents(url.href)).toEqual(await contents(source))
}, 60_000)

test('a backup that cannot be written leaves the older one as it was', async () => {
  const dataDir = await newDataDir()
  await expect(
    writeBackup({ url: source, dataDir, file: path.join(folder, 'nowhere', 'b.tgz') }),
  ).rejects.toThrow(BackupError)
  await expect(writeBackup({ url: source, dataDir, file: folder })).rejects.toThrow(/not a file/)
  const file = await backUp()
  const before = await readFile(file)
  await expect(writeBackup({ url: source.replace(/\/[^/]*$/, '/absent'), dataDir, file })).rejects.toThrow(
    /absent/,
  )
  expect(before.equals(await readFile(file))).toBe(true)
  expect(await readdir(folder)).not.toContain(`${path.basename(file)}.partial`)
}, 60_000)

const peer = await openPeer()

afterAll(() => peer?.close())

test.skipIf(peer === null)(
  'a backup moves between major versions of PostgreSQL, there and back',
  async () => {
    const there = await newDatabase(peer?.url ?? '')
    await restoreBackup({ url: there, dataDir: await newDataDir(), file: await backUp(), migrations })
    expect(await contents(there)).toEqual(await contents(source))
    const file = path.join(folder, 'peer.tar.gz')
    await writeBackup({ url: there, dataDir: await newDataDir(), file })
    const back = await newDatabase(inject('clusterUrl'))
    await restoreBackup({ url: back, dataDir: await newDataDir(), file, migrations })
    expect(await contents(back)).toEqual(await contents(source))
  },
  120_000,
)
