import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ConfigurationError, type EnvironmentVariables } from './configuration.ts'

const Secrets = z.object({ sessionSecret: z.string().min(32), dataKey: z.string().min(32) })
type Secrets = z.infer<typeof Secrets>

/**
 * The same environment with SESSION_SECRET and DATA_KEY filled in. What is not given is made at random once and
 * kept in `dataDir`/secrets.json, readable by this user alone. Without that file, what DATA_KEY sealed is lost.
 */
export function ensureSecrets(dataDir: string, source: EnvironmentVariables): EnvironmentVariables {
  if (source.SESSION_SECRET?.trim() && source.DATA_KEY?.trim()) return source
  const file = join(dataDir, 'secrets.json')
  const kept = readSecrets(file) ?? writeSecrets(dataDir, file)
  return {
    ...source,
    SESSION_SECRET: source.SESSION_SECRET?.trim() || kept.sessionSecret,
    DATA_KEY: source.DATA_KEY?.trim() || kept.dataKey,
  }
}

function readSecrets(file: string): Secrets | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const parsed = Secrets.safeParse(parseJson(text))
  // Making new ones here would silently make every sealed value unreadable.
  if (!parsed.success) throw new ConfigurationError(`${file} is damaged: restore it from a backup`)
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function writeSecrets(dataDir: string, file: string): Secrets {
  const made = { sessionSecret: makeSecret(), dataKey: makeSecret() }
  mkdirSync(dataDir, { recursive: true })
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(temporary, file)
  return made
}

function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}
