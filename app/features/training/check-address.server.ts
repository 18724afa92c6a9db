import QRCode from 'qrcode'
import { env } from '#app/kernel/env.server.ts'

/** Where anybody checks a certificate: what its code leads to. */
export function checkAddress(number: string): string {
  return new URL(`/certificate/${number}`, env().publicUrl).href
}

/** The same as a QR code, an image's data URL. */
export async function checkAddressCode(number: string): Promise<string> {
  const svg = await QRCode.toString(checkAddress(number), {
    type: 'svg',
    errorCorrectionLevel: 'M',
    margin: 1,
  })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
