import { randomBytes } from 'node:crypto'
import type { Transaction } from './database.server.ts'
import type { Json } from './json.ts'
import { dataKeyFor, openText, sealText } from './seal.server.ts'

const marker = '$personal'

/** Marks a value within `note(…)` as personal data of this person: the audit keeps it under her own key. */
export function personal(personId: string, value: Json): Json {
  return { [marker]: personId, plain: value }
}

/** Replaces each `personal(…)` in the value by its sealed form. */
export async function sealNoted(tx: Transaction, value: Json): Promise<Json> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => sealNoted(tx, item)))
  if (value === null || typeof value !== 'object') return value
  const personId = value[marker]
  if (typeof personId === 'string') return sealFor(tx, personId, value.plain ?? null)
  const sealed: { [name: string]: Json } = {}
  for (const [name, item] of Object.entries(value)) {
    if (item !== undefined) sealed[name] = await sealNoted(tx, item)
  }
  return sealed
}

/** The value with each sealed part opened, or null where the person's key was erased. */
export async function openNoted(tx: Transaction, value: Json): Promise<Json> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => openNoted(tx, item)))
  if (value === null || typeof value !== 'object') return value
  const personId = value[marker]
  if (typeof personId === 'string') return openFor(tx, personId, value.sealed)
  const opened: { [name: string]: Json } = {}
  for (const [name, item] of Object.entries(value)) {
    if (item !== undefined) opened[name] = await openNoted(tx, item)
  }
  return opened
}

/**
 * Destroys the person's key: her values in the audit can never be read again, by anyone, while the chain of seals
 * stays whole. Values noted about her later are dropped. A second erasure changes nothing.
 */
export async function eraseKey(tx: Transaction, personId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO personal_key (person_id, wrapped, erased_at) VALUES (${personId}::uuid, NULL, now())
    ON CONFLICT (person_id) DO UPDATE SET wrapped = NULL, erased_at = now()
    WHERE personal_key.erased_at IS NULL`
}

async function sealFor(tx: Transaction, personId: string, plain: Json): Promise<Json> {
  const key = await keyOf(tx, personId)
  return { [marker]: personId, sealed: key ? sealText(key, JSON.stringify(plain)) : null }
}

async function openFor(tx: Transaction, personId: string, sealed: Json | undefined): Promise<Json> {
  if (typeof sealed !== 'string') return null
  const row = await tx.personalKey.findUnique({ where: { personId }, select: { wrapped: true } })
  return row?.wrapped ? (JSON.parse(openText(unwrap(row.wrapped), sealed)) as Json) : null
}

/** The person's key, made on first use; null once erased. */
async function keyOf(tx: Transaction, personId: string): Promise<Buffer | null> {
  const fresh = sealText(dataKeyFor('personal-key'), randomBytes(32).toString('base64url'))
  await tx.$executeRaw`
    INSERT INTO personal_key (person_id, wrapped) VALUES (${personId}::uuid, ${fresh})
    ON CONFLICT (person_id) DO NOTHING`
  const row = await tx.personalKey.findUniqueOrThrow({ where: { personId }, select: { wrapped: true } })
  return row.wrapped ? unwrap(row.wrapped) : null
}

function unwrap(wrapped: string): Buffer {
  return Buffer.from(openText(dataKeyFor('personal-key'), wrapped), 'base64url')
}
