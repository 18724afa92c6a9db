import { macBytes, signedText, stepAt, toBase64Url, writePassCode } from './rotating-code.ts'

/** What her phone keeps to make codes without network. */
export interface PassSecret {
  id: string
  /** Base64url. */
  secret: string
}

/** The code of a moment, made on her phone. Needs a page that came over HTTPS, or from the device itself. */
export async function makePassCode({ id, secret }: PassSecret, moment: number): Promise<string> {
  const step = stepAt(moment)
  const bytes = Uint8Array.from(atob(secret.replaceAll('-', '+').replaceAll('_', '/')), (byte) =>
    byte.charCodeAt(0),
  )
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = await crypto.subtle.sign(
    'HMAC',
    key,
    new TextEncoder().encode(signedText('pass', { id, step })),
  )
  return writePassCode({ id, step, mac: toBase64Url(new Uint8Array(mac).subarray(0, macBytes)) })
}
