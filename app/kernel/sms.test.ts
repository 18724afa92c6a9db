import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test, vi } from 'vitest'
import { log } from './log.server.ts'
import { readEnv } from './env.server.ts'
import { sendCodeMessage, smsWay } from './sms.server.ts'

let server: Server | undefined

afterEach(() => {
  server?.close()
})

const secrets = { SESSION_SECRET: 's'.repeat(32), DATA_KEY: 'd'.repeat(32) }
const account = {
  SMS_ACCESS_KEY_ID: 'key-id',
  SMS_ACCESS_KEY_SECRET: 'key-secret',
  SMS_SIGN_NAME: '红岛渔家女',
  SMS_TEMPLATE_CODE: 'SMS_1',
}
const message = { phone: '13912345678', code: '482913' }

/** A server that speaks the provider's wire: it notes what it was asked, and answers with `code`. */
async function provider(code: string) {
  const asked: { query: URLSearchParams; headers: Record<string, unknown>; body: string }[] = []
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://provider')
      asked.push({ query: url.searchParams, headers: request.headers, body })
      response.setHeader('Content-Type', 'application/json')
      response.statusCode = code === 'InvalidAccessKeyId.NotFound' ? 404 : 200
      response.end(JSON.stringify({ Code: code, Message: code, RequestId: 'R', BizId: 'B' }))
    })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const config = readEnv({ ...secrets, ...account, SMS_ENDPOINT: `http://127.0.0.1:${port}` })
  return { asked, config }
}

test('a code goes out signed, by the provider’s own wire, with signature and template', async () => {
  const { asked, config } = await provider('OK')
  expect(await sendCodeMessage(message, config)).toBe('sent')
  const [call] = asked
  const said = new URLSearchParams([...(call?.query ?? []), ...new URLSearchParams(call?.body ?? '')])
  expect(Object.fromEntries(said)).toMatchObject({
    PhoneNumbers: '13912345678',
    SignName: '红岛渔家女',
    TemplateCode: 'SMS_1',
    TemplateParam: '{"code":"482913"}',
  })
  expect(JSON.stringify([call?.headers, [...said]])).toMatch(/key-id/)
  expect(JSON.stringify([call?.headers, [...said]])).toMatch(/signature/i)
  expect(JSON.stringify(call)).not.toContain('key-secret')
})

test.each(['isv.BUSINESS_LIMIT_CONTROL', 'InvalidAccessKeyId.NotFound'])(
  'the provider’s %s is a plain refusal, and the log tells it without phone and code',
  async (code) => {
    const { config } = await provider(code)
    const warned = vi.spyOn(log, 'warn').mockImplementation(() => {})
    expect(await sendCodeMessage(message, config)).toBe('refused')
    expect(JSON.stringify(warned.mock.calls)).toContain(code)
    expect(JSON.stringify(warned.mock.calls)).not.toMatch(/13912345678|482913/)
  },
)

test('a provider that cannot be reached is a refusal', async () => {
  vi.spyOn(log, 'warn').mockImplementation(() => {})
  const config = readEnv({ ...secrets, ...account, SMS_ENDPOINT: 'http://127.0.0.1:9' })
  expect(await sendCodeMessage(message, config)).toBe('refused')
})

test('half an account is refused at the start, and none means that nothing is sent', () => {
  expect(() => readEnv({ ...secrets, SMS_SIGN_NAME: '红岛渔家女' })).toThrow(/SMS_ACCESS_KEY_ID is missing/)
  expect(smsWay(readEnv(secrets))).toBe('none')
  expect(smsWay(readEnv({ ...secrets, DEMO: '1' }))).toBe('demo')
})
