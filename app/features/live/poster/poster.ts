/** What a poster shows, in the reader's words. */
export interface Poster {
  title: string
  host: string
  portrait: string | null
  cover: string
  place: string
  /** When it is: live now, or when it begins; null where that is not known. */
  when: string | null
  live: boolean
  /** The house's name, and what to do with the code. */
  brand: string
  scan: string
  /** The address as a QR code, an SVG drawing. */
  code: string
}

export function codePicture(code: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(code)}`
}
