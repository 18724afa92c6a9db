import QRCode from 'qrcode'

/** A QR code of this address as an SVG image's data URL, dark on white with its quiet margin. */
export async function qrCodeOf(address: string): Promise<string> {
  const svg = await QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
