import { createHmac, timingSafeEqual } from 'node:crypto'
import { macBytes, signedText } from './rotating-code.ts'

interface Signed {
  kind: 'pass' | 'event'
  id: string
  step: number
  /** Base64url. */
  secret: string
}

/** What only whoever has the secret can make: base64url, 14 characters. */
export function macOf({ kind, id, step, secret }: Signed): string {
  const mac = createHmac('sha256', Buffer.from(secret, 'base64url')).update(signedText(kind, { id, step }))
  return mac.digest().subarray(0, macBytes).toString('base64url')
}

export function isMacOf(mac: string, signed: Signed): boolean {
  const own = Buffer.from(macOf(signed))
  const theirs = Buffer.from(mac)
  return own.length === theirs.length && timingSafeEqual(own, theirs)
}
