import { data } from '@remix-run/node'
import type { z } from 'zod'
import { env } from './env.server.ts'
import { parseForm } from './forms.ts'

/** What a refused form says: one text key for the whole form, or one for each field. */
export type FormRefusal = string | Record<string, string>

/**
 * The submitted form by its schema. `reply` and `refuse(…)` are what the action returns: they carry the errors as text
 * keys and keep what she typed. Throws a 403 Response where the form was not sent from our own pages.
 */
export async function readForm<Schema extends z.ZodType>(request: Request, schema: Schema) {
  requireSameOrigin(request)
  const submission = parseForm(await request.formData(), schema)
  if (submission.status !== 'success') {
    return { ok: false as const, reply: data(submission.reply(), { status: submission.status ? 422 : 200 }) }
  }
  return {
    ok: true as const,
    value: submission.value,
    refuse: (refusal: FormRefusal) => data(submission.reply(errorsOf(refusal)), { status: 409 }),
  }
}

/**
 * Throws a 403 Response for a request that another site made her browser send. Browsers say where a request comes
 * from (Sec-Fetch-Site, on older ones Origin); what says neither is no browser of hers.
 */
export function requireSameOrigin(request: Request): void {
  if (!isSameOrigin(request)) throw new Response('common:errors.crossSite', { status: 403 })
}

export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('Sec-Fetch-Site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = request.headers.get('Origin')
  if (!origin || !URL.canParse(origin)) return false
  // Hosts only: behind a proxy that speaks HTTPS for us the scheme that we see may be another.
  const ours = [new URL(request.url).host, new URL(env().publicUrl).host]
  return ours.includes(new URL(origin).host)
}

function errorsOf(refusal: FormRefusal) {
  if (typeof refusal === 'string') return { formErrors: [refusal] }
  return {
    fieldErrors: Object.fromEntries(Object.entries(refusal).map(([name, error]) => [name, [error]])),
  }
}
