import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { env } from './env.server.ts'
import { singleton } from './singleton.ts'

const version = 'v1'
const ivBytes = 12
const tagBytes = 16

export type SealingPurpose = 'personal-column' | 'personal-lookup' | 'personal-key' | 'quiz-order'

/** A key of 32 bytes for one purpose, derived from DATA_KEY: what leaks of one says nothing about another. */
export function dataKeyFor(purpose: SealingPurpose): Buffer {
  return singleton(`data-key:${purpose}`, () =>
    Buffer.from(hkdfSync('sha256', env().dataKey, 'hongdao', `${purpose}/${version}`, 32)),
  )
}

/** AES-256-GCM: `v1.` + base64url of nonce, tag and ciphertext. The same text never seals to the same value twice. */
export function sealText(key: Buffer, text: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${version}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
}

/** Opens what `sealText` made. Throws where the key is another or a byte was changed. */
export function openText(key: Buffer, sealed: string): string {
  if (!sealed.startsWith(`${version}.`)) throw new Error('sealed value of an unknown version')
  const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
    'utf8',
  )
}

/** HMAC-SHA-256 in hex, 64 characters. */
export function keyedHash(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex')
}
