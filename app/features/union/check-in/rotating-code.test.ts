import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMacOf, macOf } from './code-mac.server.ts'
import { makePassCode } from './make-pass-code.ts'
import {
  freshness,
  readPassCode,
  readScreenCode,
  stepAt,
  stepMs,
  writePassCode,
  writeScreenCode,
} from './rotating-code.ts'

const moment = fc.integer({ min: Date.UTC(2022, 0, 1), max: Date.UTC(2090, 0, 1) })
const secret = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64url'))

describe('the code on a pass', () => {
  test('that a phone makes is what the server finds genuine', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), secret, moment, async (id, secret, at) => {
        const code = readPassCode(await makePassCode({ id, secret }, at))
        expect(code).toMatchObject({ id, step: stepAt(at) })
        expect(isMacOf(code?.mac ?? '', { kind: 'pass', id, step: code?.step ?? 0, secret })).toBe(true)
      }),
    )
  })

  test('is genuine for nobody else, at no other step, and for no event', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), secret, secret, moment, (id, otherId, secret, other, at) => {
        fc.pre(id !== otherId && secret !== other)
        const signed = { kind: 'pass', id, step: stepAt(at), secret } as const
        const mac = macOf(signed)
        expect(isMacOf(mac, { ...signed, id: otherId })).toBe(false)
        expect(isMacOf(mac, { ...signed, step: signed.step + 1 })).toBe(false)
        expect(isMacOf(mac, { ...signed, secret: other })).toBe(false)
        expect(isMacOf(mac, { ...signed, kind: 'event' })).toBe(false)
      }),
    )
  })

  test('with any character changed is another code or none', () => {
    const id = '0198f1c2-7c55-7000-8000-1234567890ab'
    const signed = { kind: 'pass', id, step: 59_000_000, secret: 'c2VjcmV0' } as const
    const text = writePassCode({ ...signed, mac: macOf(signed) })
    const isGenuine = (typed: string) => {
      const read = readPassCode(typed)
      return read !== null && read.id === id && isMacOf(read.mac, { ...signed, step: read.step })
    }
    expect(isGenuine(text)).toBe(true)
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (place, letter) => {
        fc.pre(text[place] !== letter)
        expect(isGenuine(text.slice(0, place) + letter + text.slice(place + 1))).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })

  test('any other text is none', () => {
    fc.assert(fc.property(fc.string(), (text) => readPassCode(text) === null))
    expect(readScreenCode('zzzzzzzz.AAAAAAAAAAAAAA')).toBeNull()
  })
})

test('a code is good from half a minute before its half minute to half a minute after it', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: -10 * stepMs, max: 10 * stepMs }), (shown, later) => {
      const step = stepAt(shown)
      const at = shown + later
      const start = step * stepMs
      const expected = at < start - stepMs ? 'ahead' : at >= start + 2 * stepMs ? 'past' : 'fresh'
      expect(freshness(step, at)).toBe(expected)
    }),
  )
})

test('the code on a screen is read as it was written', () => {
  fc.assert(
    fc.property(fc.uuid(), secret, moment, (id, secret, at) => {
      const step = stepAt(at)
      const code = { step, mac: macOf({ kind: 'event', id, step, secret }) }
      expect(readScreenCode(writeScreenCode(code))).toEqual(code)
    }),
  )
})
