import { request } from 'node:http'
import fc from 'fast-check'

/** One request as a stranger makes it by hand. */
export interface HostileRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

const paths = [
  '/sign-in',
  '/sign-out',
  '/preferences',
  '/live/demo/follow',
  '/live/demo',
  '/live/demo/poster',
  '/me',
  '/me/devices',
  '/me/picture',
  '/studio',
  '/studio/demo',
  '/studio/demo/ticket',
  '/studio/demo/settings',
  '/studio/demo/assistants',
  '/studio/demo/assist',
  '/assist/token',
  '/setup/token',
  '/admin',
  '/admin/people',
  '/admin/rooms',
  '/dev/publish/ticket',
  '/files/x',
  '/',
]
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('..%2f..%2fetc', '%00', '%ff', '__proto__', "' OR 1=1 --", '💥', '￿'),
)
const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...paths) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('/live/', '/replay/', '/files/', '/setup/', '/assist/', '/studio/')
      .chain((head) => odd.map((tail) => head + encodeURIComponent(wellFormed(tail)))),
  },
  { weight: 1, arbitrary: fc.uuid().map((id) => `/replay/${id}`) },
  { weight: 1, arbitrary: fc.uuid().map((id) => `/replay/${id}/timeline?after=-1`) },
)

const field = fc.oneof(
  fc.constantFrom(
    'step',
    'phone',
    'code',
    'back',
    'stay',
    'language',
    'elder',
    'name',
    'intent',
    'session',
    'personId',
    'role',
    'scope',
    'privilege',
    'reason',
    'slug',
    'title',
    'seq',
    'follow',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor.prototype',
    'a[0].b',
    'a[999999999]',
    'a.b.c.d.e',
    '',
    '__proto__[x]',
    'name[]',
    'toString',
  ),
  fc.string({ maxLength: 12 }),
)
const value = fc.oneof(
  fc.constantFrom(
    'phone',
    'code',
    '13900000001',
    '139 0000 0001',
    '123456',
    'on',
    'off',
    'zh',
    'en',
    '/live/demo',
    '//evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '',
    'true',
    '-1',
    '1e999',
  ),
  odd,
  fc.integer({ min: 100, max: 5000 }).map((length) => '贝'.repeat(length)),
)
const fields = fc.array(fc.tuple(field, value), { maxLength: 8 })
const boundary = 'x-boundary'
const body = fc.oneof(
  {
    weight: 6,
    arbitrary: fields.map((list) => ({
      type: 'application/x-www-form-urlencoded',
      text: new URLSearchParams(list.map(([name, text]) => [name, wellFormed(text)])).toString(),
    })),
  },
  {
    weight: 2,
    arbitrary: fields.map((list) => ({
      type: `multipart/form-data; boundary=${boundary}`,
      text: multipart(list),
    })),
  },
  {
    weight: 1,
    arbitrary: fields.chain((list) =>
      fc.nat({ max: 300 }).map((cut) => ({
        type: `multipart/form-data; boundary=${boundary}`,
        text: multipart(list).slice(0, cut),
      })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.jsonValue().map((said) => ({ type: 'application/json', text: JSON.stringify(said) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'text/plain',
          'multipart/form-data',
          'x',
          'application/x-www-form-urlencoded; charset=utf-16',
        ),
        fc.string({ maxLength: 200 }),
      )
      .map(([type, text]) => ({ type, text })),
  },
)

export function hostileRequests(cookies: readonly string[]): fc.Arbitrary<HostileRequest> {
  return fc
    .record({
      method: fc.constantFrom('POST', 'POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'PATCH', 'HEAD'),
      path,
      query: fc.oneof(
        { weight: 4, arbitrary: fc.constant('') },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '?index',
            '?_data=root',
            '?back=//evil',
            '?page=-1',
            '?page=1e999',
            '?after=%00',
          ),
        },
      ),
      body,
      origin: fc.constantFrom('own', 'own', 'own', 'own', 'http://evil.example', 'null', ''),
      cookie: fc.oneof(
        fc.constantFrom('', ...cookies),
        fc.constantFrom(
          'session=',
          'session=eyJhIjoxfQ==.x',
          'preferences=%7B',
          `session=${'x'.repeat(4000)}`,
        ),
      ),
      language: fc.constantFrom('zh-CN', 'en', '*;q=2', 'x'.repeat(500)),
    })
    .map(({ method, path: where, query, body: { type, text }, origin, cookie, language }) => ({
      method,
      path: where.includes('?') ? where : where + query,
      headers: {
        'content-type': type,
        'accept-language': language,
        ...(origin === '' ? {} : { origin }),
        ...(cookie === '' ? {} : { cookie }),
      },
      body: text,
    }))
}

/** Half a pair of surrogates has no place in an address. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString()
}

function multipart(list: readonly (readonly [string, string])[]): string {
  const parts = list.map(([name, text], place) => {
    const file = place % 3 === 2 ? '; filename="a.png"\r\nContent-Type: image/png' : ''
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name.replace(/[\r\n"]/g, '')}"${file}\r\n\r\n${text}\r\n`
  })
  return `${parts.join('')}--${boundary}--\r\n`
}

/** Sends it on a connection of its own and answers the status, or why there was none. */
export function sendHostile(
  { port, from }: { port: number; from: string },
  one: HostileRequest,
): Promise<number | string> {
  return new Promise((resolve) => {
    const own = `http://127.0.0.1:${port}`
    const hasBody = one.method !== 'GET' && one.method !== 'HEAD'
    const headers: Record<string, string> = { ...one.headers }
    if (headers['origin'] === 'own') headers['origin'] = own
    if (hasBody) headers['content-length'] = String(Buffer.byteLength(one.body))
    const call = request(
      {
        host: '127.0.0.1',
        port,
        localAddress: from,
        method: one.method,
        path: one.path,
        headers,
        timeout: 30_000,
        // A kept connection may be closed by the server just as it is used again.
        agent: false,
      },
      (answer) => {
        answer.resume()
        answer.on('error', () => {})
        answer.on('close', () => resolve(answer.statusCode ?? 0))
      },
    )
    call.on('timeout', () => call.destroy(new Error('no answer')))
    call.on('error', ({ message }) => resolve(message))
    call.end(hasBody ? one.body : undefined)
  })
}
