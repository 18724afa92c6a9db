import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codecString, parseAvcC, parseSps } from './h264.ts'
import { MalformedMediaError } from './malformed.ts'

/** x264: Main, level 1.2, 160 × 288, all of it shown. */
const SMALL = Buffer.from(
  '014d400cffe10018674d400ceca1412d80880000030008000003019078a14cb0010004' + '68ce0fc8',
  'hex',
)
/** x264: High, level 4.0, 1920 × 1080, cropped from 1088 lines. */
const FULL_HD = Buffer.from(
  '01640028ffe1001b67640028acd940780227e5c044000003000400000300c83c60c65801000668ebe3cb22c0fdf8f800',
  'hex',
)

describe('the decoder configuration', () => {
  test('names the codec as RFC 6381 does', () => {
    expect(codecString(SMALL)).toBe('avc1.4d400c')
    expect(codecString(FULL_HD)).toBe('avc1.640028')
  })

  test('tells the size of what is shown', () => {
    expect(parseSps(SMALL)).toEqual({ width: 160, height: 288 })
    expect(parseSps(FULL_HD)).toEqual({ width: 1920, height: 1080 })
  })

  test('tells how long the lengths of its NAL units are', () => {
    expect(parseAvcC(SMALL).lengthSize).toBe(4)
    expect(() => parseAvcC(Buffer.from(SMALL).fill(0xfe, 4, 5))).toThrow(MalformedMediaError)
  })

  test('is refused without its parameter sets', () => {
    expect(() => parseAvcC(Buffer.from('014d400cffe000', 'hex'))).toThrow(MalformedMediaError)
  })

  test('cut off or with any bytes changed is read or refused, and never anything else', () => {
    const change = fc.record({ at: fc.nat(FULL_HD.length - 1), to: fc.nat(255) })
    fc.assert(
      fc.property(fc.nat(FULL_HD.length), fc.array(change, { maxLength: 6 }), (length, changes) => {
        const bytes = Buffer.from(FULL_HD)
        for (const { at, to } of changes) bytes[at] = to
        try {
          const { width, height } = parseSps(bytes.subarray(0, length))
          expect(width * height).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMediaError)
        }
      }),
    )
  })
})
