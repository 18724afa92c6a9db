import { Transform } from 'node:stream'

/**
 * What a page's HTML passes through. React 18 sends its buffer to the end also where a character of several bytes did not fit
 * there any more, and the NUL bytes behind it are "�" in a browser. HTML itself has none.
 */
export function withoutNulBytes(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      next(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
    },
  })
}
