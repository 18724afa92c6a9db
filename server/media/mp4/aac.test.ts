import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAudioSpecificConfig } from './aac.ts'
import { MalformedMediaError } from './malformed.ts'

const reasonOf = (hex: string) => {
  try {
    parseAudioSpecificConfig(Buffer.from(hex, 'hex'))
    return null
  } catch (error) {
    return error instanceof MalformedMediaError ? error.reason : 'another error'
  }
}

describe('the audio configuration', () => {
  test.each([
    { hex: '1190', sampleRate: 48_000, channels: 2 },
    { hex: '1210', sampleRate: 44_100, channels: 2 },
    { hex: '1188', sampleRate: 48_000, channels: 1 },
    { hex: '121056e500', sampleRate: 44_100, channels: 2 },
    { hex: '17805dc010', sampleRate: 48_000, channels: 2 },
  ])('$hex is $sampleRate Hz of $channels channels', ({ hex, sampleRate, channels }) => {
    expect(parseAudioSpecificConfig(Buffer.from(hex, 'hex'))).toEqual({
      codec: 'mp4a.40.2',
      sampleRate,
      channels,
    })
  })

  test('is refused with a reason where we cannot play it', () => {
    expect(reasonOf('2b118800')).toBe('audio-codec')
    expect(reasonOf('11b0')).toBe('audio-channels')
    expect(reasonOf('1194')).toBe('audio-codec')
    expect(reasonOf('1690')).toBe('AudioSpecificConfig')
    expect(reasonOf('11')).toBe('AudioSpecificConfig')
    expect(reasonOf('')).toBe('AudioSpecificConfig')
  })

  test('of any bytes is read or refused, and never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
        expect(reasonOf(Buffer.from(bytes).toString('hex'))).not.toBe('another error')
      }),
    )
  })
})
