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

const Stored = z.object({
  language: z.enum(languages).optional().catch(undefined),
  elder: z.boolean().catch(false),
})

/** What she chose; the language falls back to her browser's wish. A cookie that was tampered with counts as none. */
export async function readPreferences(request: Request): Promise<Preferences> {
  const value: unknown = await cookie().parse(request.headers.get('Cookie'))
  const stored = Stored.safeParse(value ?? {})
  const chosen = stored.success ? stored.data : { language: undefined, elder: false }
  return {
    language: chosen.language ?? preferredLanguage(request.headers.get('Accept-Language')),
    elder: chosen.elder,
  }
}

/** The value of a Set-Cookie header that keeps the preferences for a year. */
export function writePreferences(preferences: Preferences): Promise<string> {
  return cookie().serialize(preferences)
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
