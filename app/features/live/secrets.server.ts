import { randomBytes } from 'node:crypto'
import { lookupHash } from '#app/kernel/personal.server.ts'
import { secretAlphabet, secretLength } from '#app/kernel/publishing-secret.ts'

/** What lets a publisher in. The secret is handed out once; we keep its keyed hash and find it by that. */
export interface PublishingSecret {
  secret: string
  hash: string
}

type Kind = 'stream-key' | 'ingest-ticket'

export function makeSecret(kind: Kind): PublishingSecret {
  // The alphabet's 32 letters divide the 256 values of a byte evenly.
  const letters = Array.from(
    randomBytes(secretLength),
    (byte) => secretAlphabet[byte % secretAlphabet.length],
  )
  const secret = letters.join('')
  return { secret, hash: hashSecret(kind, secret) }
}

export function hashSecret(kind: Kind, secret: string): string {
  return lookupHash(`${kind}:${secret}`)
}
