import { createCookie } from '@remix-run/node'
import { z } from 'zod'
import { env } from './env.server.ts'
import { languages, preferredLanguage, type Language } from './i18n/languages.ts'
import { singleton } from './singleton.ts'

export interface Preferences {
  language: Language
  /** Elder mode: larger type and targets, calm claiming. */
  elder: boolean
}

/** What she has chosen herself; the rest is left to her browser and to us. */
export type Chosen = Partial<Preferences>

const Stored = z.object({
  language: z.enum(languages).optional().catch(undefined),
  elder: z.boolean().optional().catch(undefined),
})

/** What she chose; the language falls back to her browser's wish. A cookie that was tampered with counts as none. */
export async function readPreferences(request: Request): Promise<Preferences> {
  const chosen = await readChosen(request)
  return {
    language: chosen.language ?? preferredLanguage(request.headers.get('Accept-Language')),
    elder: chosen.elder ?? false,
  }
}

/** What she chose on this device, and nothing that she did not. */
export async function readChosen(request: Request): Promise<Chosen> {
  const value: unknown = await cookie().parse(request.headers.get('Cookie'))
  return Stored.safeParse(value ?? {}).data ?? {}
}

/** The value of a Set-Cookie header that keeps the preferences for a year. */
export function writePreferences(chosen: Chosen): Promise<string> {
  return cookie().serialize(chosen)
}

function cookie() {
  return singleton('preferences-cookie', () =>
    createCookie('preferences', {
      httpOnly: true,
      maxAge: 365 * 24 * 60 * 60,
      path: '/',
      sameSite: 'lax',
      secrets: [env().sessionSecret],
      secure: env().publicUrl.startsWith('https://'),
    }),
  )
}
