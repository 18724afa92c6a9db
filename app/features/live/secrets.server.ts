import { randomBytes } from 'node:crypto'
import { lookupHash } from '#app/kernel/personal.server.ts'

/** What lets a publisher in. The secret is handed out once; we keep its keyed hash and find it by that. */
export interface PublishingSecret {
  secret: string
  hash: string
}

type Kind = 'stream-key' | 'ingest-ticket'

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** 160 bits in letters and digits that cannot be mistaken for one another: a stream key is sometimes typed by hand. */
export function makeSecret(kind: Kind): PublishingSecret {
  const secret = Array.from(randomBytes(32), (byte) => alphabet[byte % alphabet.length]).join('')
  return { secret, hash: hashSecret(kind, secret) }
}

export function hashSecret(kind: Kind, secret: string): string {
  return lookupHash(`${kind}:${secret}`)
}
