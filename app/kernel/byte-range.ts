/** First and last byte, both included. */
export interface ByteRange {
  first: number
  last: number
}

/**
 * The one range that a Range header asks of `size` bytes (RFC 9110, 14.1.2); null where all is meant: no header, another
 * unit, several ranges, or a text that cannot be read. `unsatisfiable` where it lies outside.
 */
export function parseByteRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  if (match[1] === '') {
    const length = Math.min(Number(match[2]), size)
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 }
  }
  const first = Number(match[1])
  const last = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  if (match[2] !== '' && Number(match[2]) < first) return null
  return first >= size ? 'unsatisfiable' : { first, last }
}
