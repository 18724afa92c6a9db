import QRCode from 'qrcode'

/** A QR code of this address as an SVG, dark on white; `margin` is its quiet zone in modules. */
export function qrSvgOf(address: string, { margin = 4 } = {}): Promise<string> {
  return QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', width: 560, margin })
}

/** The same as an image's data URL. */
export async function qrCodeOf(address: string): Promise<string> {
  return `data:image/svg+xml;base64,${Buffer.from(await qrSvgOf(address)).toString('base64')}`
}
