import { z } from 'zod'
import { ConfigurationError, type EnvironmentVariables } from './configuration.ts'
import { singleton } from './singleton.ts'

export { ConfigurationError } from './configuration.ts'
export { ensureSecrets } from './secrets.server.ts'

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
    .transform(Number)
    .refine((number) => number <= 65535, 'must be a port number from 0 to 65535')
    .default(fallback)

const url = (protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => hasProtocol(text, protocols),
      `must be a URL that begins with ${protocols.join(' or ')}`,
    )

const flag = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.enum(['1', 'true', '0', 'false'], 'must be 1 or 0'))
  .transform((text) => text === '1' || text === 'true')
  .default(false)

const secret = z.string('is missing').min(32, 'must have at least 32 characters')

const Variables = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().optional(),
  PORT: port(3000),
  RTMP_PORT: port(1935),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: url(['postgresql://', 'postgres://']).optional(),
  REDIS_URL: url(['redis://', 'rediss://']).optional(),
  S3_ENDPOINT: url(['https://', 'http://']).optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, 'must begin with sk_ or rk_')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_', 'must begin with whsec_').optional(),
  STRIPE_API_BASE: url(['https://', 'http://']).optional(),
  SESSION_SECRET: secret,
  DATA_KEY: secret,
  SMS_ENDPOINT: url(['https://', 'http://']).optional(),
  SMS_ACCESS_KEY_ID: z.string().optional(),
  SMS_ACCESS_KEY_SECRET: z.string().optional(),
  SMS_SIGN_NAME: z.string().optional(),
  SMS_TEMPLATE_CODE: z.string().optional(),
  PUBLIC_URL: url(['https://', 'http://']).optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  TRUST_PROXY: z.string().optional(),
  DEMO: flag,
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
})
type Variables = z.infer<typeof Variables>

export interface Env {
  host: string
  port: number
  rtmpPort: number
  dataDir: string
  databaseUrl?: string
  redisUrl?: string
  s3?: { endpoint?: string; region: string; bucket: string; accessKeyId: string; secretAccessKey: string }
  stripeSecretKey?: string
  stripeWebhookSecret?: string
  /** Where Stripe's API answers, only where it is not the usual place: the demo's sandbox. */
  stripeApiBase?: string
  sessionSecret: string
  dataKey: string
  /** Alibaba Cloud's text messages; `endpoint` only where it is not the usual one. */
  sms?: {
    endpoint?: string
    accessKeyId: string
    accessKeySecret: string
    signName: string
    templateCode: string
  }
  /** Where people reach us, without a slash at the end. */
  publicUrl: string
  /** Paths of PEM files. */
  tls?: { cert: string; key: string }
  /** As Express takes it: off, how many proxies stand in front, or their addresses. */
  trustProxy: false | number | string
  demo: boolean
  production: boolean
  logLevel: string
  metricsToken?: string
}

/** Reads the configuration. An empty value counts as not given. Throws ConfigurationError. */
export function readEnv(source: EnvironmentVariables): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))
  const parsed = Variables.safeParse(given)
  const wrong = parsed.success ? halfGiven(parsed.data) : parsed.error.issues.map(lineOf)
  if (!parsed.success || wrong.length > 0) throw new ConfigurationError(wrong.join('\n'))
  return shape(parsed.data)
}

export function env(): Env {
  return singleton('env', () => readEnv(process.env))
}

/** What works but will surprise: one line each, for the log at start. */
export function environmentNotes(config: Env): string[] {
  const notes: string[] = []
  const secure = config.publicUrl.startsWith('https://')
  if (secure && !config.tls && config.trustProxy === false) {
    notes.push(
      'PUBLIC_URL is https, but neither TLS_CERT with TLS_KEY nor TRUST_PROXY is given: something in front of this server must speak HTTPS, and then TRUST_PROXY=1 belongs here.',
    )
  }
  if (!secure && !isLoopback(new URL(config.publicUrl).hostname)) {
    notes.push(
      'PUBLIC_URL is not https: going live from a browser needs HTTPS. Give TLS_CERT and TLS_KEY, or a proxy with TRUST_PROXY=1.',
    )
  }
  if (!config.demo && !config.sms) {
    notes.push(
      'No SMS_… is given: sign-in codes cannot be sent, so that nobody can sign in by phone. See the guide for administrators.',
    )
  }
  return notes
}

function shape(given: Variables): Env {
  return {
    host: given.HOST ?? (given.DEMO ? '127.0.0.1' : '0.0.0.0'),
    port: given.PORT,
    rtmpPort: given.RTMP_PORT,
    dataDir: given.DATA_DIR,
    databaseUrl: given.DATABASE_URL,
    redisUrl: given.REDIS_URL,
    s3: given.S3_BUCKET ? s3Of(given) : undefined,
    stripeSecretKey: given.STRIPE_SECRET_KEY,
    stripeWebhookSecret: given.STRIPE_WEBHOOK_SECRET,
    stripeApiBase: given.STRIPE_API_BASE,
    sessionSecret: given.SESSION_SECRET,
    dataKey: given.DATA_KEY,
    sms: given.SMS_ACCESS_KEY_ID ? smsOf(given) : undefined,
    publicUrl: publicUrlOf(given),
    tls: given.TLS_CERT && given.TLS_KEY ? { cert: given.TLS_CERT, key: given.TLS_KEY } : undefined,
    trustProxy: trustProxyOf(given.TRUST_PROXY),
    demo: given.DEMO,
    production: given.NODE_ENV === 'production',
    logLevel: given.LOG_LEVEL,
    metricsToken: given.METRICS_TOKEN,
  }
}

function s3Of(given: Variables) {
  return {
    endpoint: given.S3_ENDPOINT,
    region: given.S3_REGION,
    bucket: given.S3_BUCKET ?? '',
    accessKeyId: given.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: given.S3_SECRET_ACCESS_KEY ?? '',
  }
}

function smsOf(given: Variables) {
  return {
    endpoint: given.SMS_ENDPOINT,
    accessKeyId: given.SMS_ACCESS_KEY_ID ?? '',
    accessKeySecret: given.SMS_ACCESS_KEY_SECRET ?? '',
    signName: given.SMS_SIGN_NAME ?? '',
    templateCode: given.SMS_TEMPLATE_CODE ?? '',
  }
}

function publicUrlOf(given: Variables): string {
  const scheme = given.TLS_CERT ? 'https' : 'http'
  return (given.PUBLIC_URL ?? `${scheme}://localhost:${given.PORT}`).replace(/\/+$/, '')
}

function trustProxyOf(text: string | undefined): Env['trustProxy'] {
  if (text === undefined || /^(0|false)$/i.test(text)) return false
  if (/^true$/i.test(text)) return 1
  return /^\d+$/.test(text) ? Number(text) : text
}

const together: (keyof Variables)[][] = [
  ['TLS_CERT', 'TLS_KEY'],
  ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  ['SMS_ACCESS_KEY_ID', 'SMS_ACCESS_KEY_SECRET', 'SMS_SIGN_NAME', 'SMS_TEMPLATE_CODE'],
  ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
]

function halfGiven(given: Variables): string[] {
  return together.flatMap((names) => {
    const present = names.filter((name) => given[name] !== undefined)
    if (present.length === 0) return []
    return names
      .filter((name) => given[name] === undefined)
      .map((name) => `${name} is missing: it goes together with ${present.join(', ')}`)
  })
}

function lineOf(issue: { path: PropertyKey[]; message: string }): string {
  return `${issue.path.join('.')} ${issue.message}`
}

function hasProtocol(text: string, protocols: string[]): boolean {
  return URL.canParse(text) && protocols.some((protocol) => text.startsWith(protocol))
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
