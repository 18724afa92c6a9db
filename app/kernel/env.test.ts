import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ConfigurationError, ensureSecrets, environmentNotes, readEnv } from './env.server.ts'

const secrets = { SESSION_SECRET: 's'.repeat(32), DATA_KEY: 'd'.repeat(32) }

function complaint(source: Record<string, string | undefined>): string {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message
    throw error
  }
  return ''
}

test('nothing but the secrets is needed', () => {
  expect(readEnv(secrets)).toMatchObject({
    host: '0.0.0.0',
    port: 3000,
    rtmpPort: 1935,
    dataDir: 'data',
    publicUrl: 'http://localhost:3000',
    trustProxy: false,
    demo: false,
    production: false,
    logLevel: 'info',
  })
})

test('an empty value counts as not given', () => {
  expect(readEnv({ ...secrets, PORT: '', DATABASE_URL: ' ', S3_BUCKET: '' }).port).toBe(3000)
})

test('the demo listens on this machine alone unless it is told otherwise', () => {
  for (const DEMO of ['1', 'true', 'TRUE']) {
    expect(readEnv({ ...secrets, DEMO })).toMatchObject({ demo: true, host: '127.0.0.1' })
  }
  expect(readEnv({ ...secrets, DEMO: '1', HOST: '0.0.0.0' }).host).toBe('0.0.0.0')
  expect(readEnv({ ...secrets, DEMO: '0' }).demo).toBe(false)
})

test('every wrong value has one clear line', () => {
  const lines = complaint({
    SESSION_SECRET: 'short',
    PORT: 'three thousand',
    RTMP_PORT: '70000',
    DATABASE_URL: 'mysql://localhost',
    DEMO: 'perhaps',
    LOG_LEVEL: 'loud',
  }).split('\n')
  expect(lines.sort()).toEqual([
    'DATABASE_URL must be a URL that begins with postgresql:// or postgres://',
    'DATA_KEY is missing',
    'DEMO must be 1 or 0',
    'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent',
    'PORT must be a port number from 0 to 65535',
    'RTMP_PORT must be a port number from 0 to 65535',
    'SESSION_SECRET must have at least 32 characters',
  ])
})

test('a wrong value is never repeated in the complaint, since it may be a secret', () => {
  expect(complaint({ ...secrets, STRIPE_SECRET_KEY: 'pasted-by-mistake' })).toBe(
    'STRIPE_SECRET_KEY must begin with sk_ or rk_',
  )
})

test('settings that go together are given together', () => {
  expect(complaint({ ...secrets, TLS_CERT: 'cert.pem' })).toBe(
    'TLS_KEY is missing: it goes together with TLS_CERT',
  )
  expect(complaint({ ...secrets, STRIPE_SECRET_KEY: 'sk_test_x' })).toBe(
    'STRIPE_WEBHOOK_SECRET is missing: it goes together with STRIPE_SECRET_KEY',
  )
  expect(complaint({ ...secrets, S3_BUCKET: 'hongdao', S3_ACCESS_KEY_ID: 'id' })).toBe(
    'S3_SECRET_ACCESS_KEY is missing: it goes together with S3_BUCKET, S3_ACCESS_KEY_ID',
  )
})

test('Stripe is where it always is, unless an address says otherwise', () => {
  expect(readEnv(secrets)).toMatchObject({ stripeSecretKey: undefined, stripeApiBase: undefined })
  const STRIPE_API_BASE = 'http://127.0.0.1:4242'
  expect(readEnv({ ...secrets, STRIPE_API_BASE }).stripeApiBase).toBe(STRIPE_API_BASE)
  expect(complaint({ ...secrets, STRIPE_API_BASE: '127.0.0.1:4242' })).toBe(
    'STRIPE_API_BASE must be a URL that begins with https:// or http://',
  )
})

test('TRUST_PROXY counts proxies or names them', () => {
  const trust = (TRUST_PROXY: string) => readEnv({ ...secrets, TRUST_PROXY }).trustProxy
  expect([trust('1'), trust('true'), trust('2'), trust('0'), trust('false'), trust('loopback')]).toEqual([
    1,
    1,
    2,
    false,
    false,
    'loopback',
  ])
})

test('what works but surprises is noted: HTTPS without anyone who speaks it, and no HTTPS at all', () => {
  const notes = (source: Record<string, string | undefined>) =>
    environmentNotes(readEnv({ ...secrets, DEMO: '1', ...source }))
  expect(notes({})).toEqual([])
  expect(notes({ DEMO: '0' })).toEqual([expect.stringContaining('SMS_')])
  expect(notes({ PUBLIC_URL: 'https://live.example.org' })[0]).toMatch(/TRUST_PROXY=1/)
  expect(notes({ PUBLIC_URL: 'https://live.example.org', TRUST_PROXY: '1' })).toEqual([])
  expect(notes({ PUBLIC_URL: 'http://192.168.1.10:3000' })[0]).toMatch(/needs HTTPS/)
})

test('secrets are made once, kept for this user alone, and what is given goes first', () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'secrets-')), 'data')
  const first = ensureSecrets(folder, {})
  expect(readEnv(first).dataKey).toHaveLength(43)
  expect(ensureSecrets(folder, {})).toEqual(first)
  expect(statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
  const mixed = ensureSecrets(folder, { DATA_KEY: 'd'.repeat(32) })
  expect(mixed).toEqual({ DATA_KEY: 'd'.repeat(32), SESSION_SECRET: first.SESSION_SECRET })
})

test('a damaged file of secrets stops the start instead of being replaced', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'secrets-'))
  const file = path.join(folder, 'secrets.json')
  writeFileSync(file, '{"dataKey":')
  expect(() => ensureSecrets(folder, {})).toThrow(ConfigurationError)
  expect(readFileSync(file, 'utf8')).toBe('{"dataKey":')
})
