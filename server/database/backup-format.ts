import { z } from 'zod'

/**
 * A backup is one gzipped tar, in this order: `manifest.json`; every table's rows as PostgreSQL's COPY text, cut
 * into `tables/SCHEMA.TABLE/NUMBER`; `rows.json`; `secrets.json`, `files/…` and `recordings/…` as they lie in
 * DATA_DIR; `end.json`, without which it was cut short.
 */
export const manifestName = 'manifest.json'
export const rowsName = 'rows.json'
export const endName = 'end.json'
export const secretsName = 'secrets.json'
export const fileFolders = ['files', 'recordings']

export const Manifest = z.object({
  format: z.literal(1),
  createdAt: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()).min(1) })),
  sequences: z.array(
    z.object({ schema: z.string(), name: z.string(), value: z.string(), called: z.boolean() }),
  ),
})
export type Manifest = z.infer<typeof Manifest>
export type Table = Manifest['tables'][number]

/** What each table's rows came to: their number, and the sha-256 of their COPY text. By `SCHEMA.TABLE`. */
export const Rows = z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() }))
export type Rows = z.infer<typeof Rows>

export function tableKey({ schema, name }: { schema: string; name: string }): string {
  return `${schema}.${name}`
}

/** COPY text means the same on every major version only under these settings. */
export const copySettings = `SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET extra_float_digits = 3;
  SET timezone = 'UTC'; SET bytea_output = 'hex'; SET client_encoding = 'UTF8'`

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quotedTable({ schema, name }: { schema: string; name: string }): string {
  return `${quoted(schema)}.${quoted(name)}`
}
