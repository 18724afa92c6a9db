import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino'
import { maskLine } from './mask.ts'
import { singleton } from './singleton.ts'

export type Log = Logger

const secretNames = [
  'phone',
  'key',
  'streamKey',
  'ticket',
  'secret',
  'password',
  'token',
  'sessionSecret',
  'dataKey',
]

// Not `*.code`: an error's code (ECONNREFUSED…) is no secret, and what one looks for first.
const codePaths = ['code', 'form.code', 'body.code', 'input.code', 'payload.code']

const secretPaths = [
  ...secretNames,
  ...secretNames.map((name) => `*.${name}`),
  ...codePaths,
  ...['req', 'request', '*.req'].flatMap((at) => [
    `${at}.headers.authorization`,
    `${at}.headers.cookie`,
    `${at}.headers["x-api-key"]`,
  ]),
  'res.headers["set-cookie"]',
  'headers.authorization',
  'headers.cookie',
]

/** A logger that lets no phone, code, key, ticket or cookie out, neither as a field nor inside a text. */
export function createLog(
  options: { level: string; pretty?: boolean },
  destination?: DestinationStream,
): Log {
  const settings: LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: '[redacted]' },
    hooks: { streamWrite: maskLine },
  }
  if (destination) return pino(settings, destination)
  return options.pretty ? pino({ ...settings, transport: { target: 'pino-pretty' } }) : pino(settings)
}

/** The process's logger. `log.child({ part: 'media' })` names a part of the program. */
export const log: Log = singleton('log', () =>
  createLog({
    level: process.env.LOG_LEVEL || (process.env.NODE_ENV === 'test' ? 'warn' : 'info'),
    // The log must work before the configuration is known to be right, hence the direct reading.
    pretty: process.env.NODE_ENV !== 'production' && process.env.NODE_ENV !== 'test',
  }),
)
