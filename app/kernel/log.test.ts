import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLog } from './log.server.ts'
import { maskLine } from './mask.ts'

function capture(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog({ level: 'trace' }, { write: (line) => lines.push(line) }))
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow()
  return lines.join('')
}

test('a phone does not come out, wherever it stands', () => {
  const out = capture((log) => {
    log.info({ phone: '13812345678', buyer: { phone: '13812345678' } }, 'signed in')
    log.info({ deep: { deeper: { note: 'call 13812345678' } } }, 'code sent to +86 138-1234-5678')
    log.info({ count: 13812345678, list: [13812345678] }, 'as a number: 8613812345678')
    log.error(new Error('no route to 138 1234 5678'))
  })
  expect(out).not.toMatch(/138\D*1234\D*5678/)
  expect(out).toContain('138****5678')
})

test('an identity number does not come out', () => {
  const out = capture((log) => log.info({ note: '370214197103051225' }, 'id 37021419710305122X'))
  expect(out).not.toContain('19710305')
})

test('a stream key does not come out of a path or a URL, while a room in a playlist address does', () => {
  const out = capture((log) => {
    log.info({ path: '/live/kx9f2mQ7pLw3Zr8tYv5nBc1d' }, 'publish /live/kx9f2mQ7pLw3Zr8tYv5nBc1d')
    log.info('from rtmp://localhost:1935/live/short-key?x=1')
    log.info({ streamKey: 'kx9f2mQ7pLw3Zr8tYv5nBc1d' })
    log.info('GET /live/clams/index.m3u8')
  })
  expect(out).not.toMatch(/kx9f2m|short-key/)
  expect(out).toContain('/live/clams/index.m3u8')
})

test('a ticket in an address does not come out', () => {
  const out = capture((log) =>
    log.info({ req: { url: '/ingest?ticket=abc123&x=1' } }, '/ingest?x=1&ticket=abc123'),
  )
  expect(out).not.toContain('abc123')
  expect(out).toContain('x=1')
})

test('a link that gives rights does not come out, neither as an address nor as the way back in one', () => {
  const secret = 'aZ3-_kx9f2mQ7pLw3Zr8tYv5nBc1dE4f'
  const out = capture((log) => {
    log.warn({ method: 'POST', url: `http://localhost/setup/${secret}` }, 'refused')
    log.warn({ req: { url: `/assist/${secret}.data?index` } }, 'refused')
    log.info(`/sign-in?back=%2Fassist%2F${secret}`)
  })
  expect(out).not.toContain(secret)
  expect(out).toContain('/setup/***')
})

test('cookies, authorization and fields named as secrets do not come out', () => {
  const out = capture((log) => {
    const headers = { authorization: 'Bearer abc123', cookie: 'preferences=abc123', accept: 'text/html' }
    log.info({ req: { headers }, res: { headers: { 'set-cookie': 'abc123' } } })
    log.info({ headers, code: 'abc123', form: { code: 'abc123', ticket: 'abc123' }, password: 'abc123' })
  })
  expect(out).not.toContain('abc123')
  expect(out).toContain('text/html')
})

test('a sign-in code does not come out, however deep it lies', () => {
  const out = capture((log) => log.info({ job: { payload: { code: '739104', to: { code: 739104 } } } }))
  expect(out).not.toContain('739104')
})

test('the code of an error is no secret', () => {
  const error = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  expect(capture((log) => log.error({ err: error }, 'no database'))).toContain('ECONNREFUSED')
})

test('whatever is logged, the line stays JSON and holds no phone', () => {
  const phone = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 })
  const value = fc.oneof(phone, phone.map(String), fc.string(), fc.jsonValue())
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (fields) => {
      const masked = maskLine(JSON.stringify(fields))
      expect(leaves(JSON.parse(masked)).filter(isPhone)).toEqual([])
    }),
  )
})

/** Every name, text and number in a JSON value. */
function leaves(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value]
  return Object.entries(value).flatMap(([name, inner]) => [name, ...leaves(inner)])
}

/** A number is a phone as a whole only: digits behind a decimal point are none. */
function isPhone(leaf: unknown): boolean {
  const phone = /(?<!\d)1[3-9]\d{9}(?!\d)/
  return typeof leaf === 'string'
    ? phone.test(leaf)
    : Number.isInteger(leaf) && Number(leaf) > 0 && phone.test(String(leaf))
}

test('a number with a fraction is no phone, and comes out as it is', () => {
  expect(maskLine('{"seconds":248218.13000001712}')).toBe('{"seconds":248218.13000001712}')
})
