import QRCode from 'qrcode'
import type { ScreenImage } from './screen-page.tsx'
import { screenCodes } from './screen-code.server.ts'

/** Ten minutes of codes. */
const count = 20

/** The codes of the next minutes as pictures: a screen whose line drops goes on for as long. */
export async function screenImages(eventId: string, now: Date): Promise<ScreenImage[]> {
  const codes = await screenCodes(eventId, { count, now })
  return Promise.all(
    codes.map(async ({ address, from, until }) => {
      const svg = await QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
      return { image: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, from, until }
    }),
  )
}
