import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { rememberPreferences } from '#app/features/identity/sign-in.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { languages } from '#app/kernel/i18n/languages.ts'
import { readChosen, writePreferences } from '#app/kernel/preferences.server.ts'
import { sameOriginPath } from '#app/kernel/same-origin-path.ts'

const PreferencesForm = z.object({
  language: z.enum(languages).optional(),
  elder: z.enum(['on', 'off']).optional(),
  back: z.string().optional().transform(sameOriginPath),
})

/** Keeps her choice of language and type, on this device and with her account, and leads back to where she was. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await readForm(request, PreferencesForm)
  if (!form.ok) return form.reply
  const { language, elder, back } = form.value
  const before = await readChosen(request)
  const chosen = {
    language: language ?? before.language,
    elder: elder === undefined ? before.elder : elder === 'on',
  }
  const visitor = await findVisitor(request)
  if (visitor !== null) await rememberPreferences(visitor.personId, chosen)
  return redirect(back, { headers: { 'Set-Cookie': await writePreferences(chosen) } })
}

export function loader() {
  return redirect('/')
}
