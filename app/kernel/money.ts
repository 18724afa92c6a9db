/** Whole yuan to fen and back; all amounts are integer fen (1 yuan = 100 fen). */

/** "12.80" for 1280 fen: always two decimals, for bills and sums. */
export function formatFen(fen: number): string {
  const { sign, yuan, rest } = split(fen)
  return `${sign}${yuan}.${rest}`
}

/** "12.8" for 1280 fen, "12" for 1200: as a price tag on the shelf writes it. */
export function formatFenShort(fen: number): string {
  const { sign, yuan, rest } = split(fen)
  const decimals = rest.replace(/0+$/, '')
  return decimals ? `${sign}${yuan}.${decimals}` : `${sign}${yuan}`
}

/** Fen for an amount typed by a person ("12.8", "¥12.80", "1,280"), or null where it is none. */
export function parseFen(text: string): number | null {
  const match = /^[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,10})(?:\.(\d{1,2}))?元?$/.exec(text.trim())
  if (!match) return null
  const yuan = Number((match[1] ?? '').replaceAll(',', ''))
  return yuan * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

function split(fen: number) {
  if (!Number.isSafeInteger(fen)) throw new Error(`not an amount in fen: ${fen}`)
  const size = Math.abs(fen)
  return {
    sign: fen < 0 ? '-' : '',
    yuan: String(Math.floor(size / 100)),
    rest: String(size % 100).padStart(2, '0'),
  }
}
