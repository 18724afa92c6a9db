import { data } from '@remix-run/node'
import type { z } from 'zod'
import { env } from './env.server.ts'
import { parseForm } from './forms.ts'
import { texts } from './i18n/common.ts'
import { languageOf } from './i18n/language.server.ts'

/** What a refused form says: one text key for the whole form, or one for each field. */
export type FormRefusal = string | Record<string, string>

/**
 * The submitted form by its schema. `reply` and `refuse(…)` are what the action returns: they carry the errors as text
 * keys and keep what she typed. Throws a 403 Response where the form was not sent from our own pages, a 400 where what
 * came is no form.
 */
export async function readForm<Schema extends z.ZodType>(request: Request, schema: Schema) {
  await requireSameOrigin(request)
  const submission = parseForm(await fieldsOf(request), schema)
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
export async function requireSameOrigin(request: Request): Promise<void> {
  if (!isSameOrigin(request)) throw await plainWords(request, 'crossSite', 403)
}

async function fieldsOf(request: Request): Promise<FormData> {
  const form = await request.formData().catch(() => null)
  // Another kind of body, one that was cut off, or a text that no column can keep: no page of ours sends it.
  if (form === null || hasNul(form) || hasOddNames(form)) throw await plainWords(request, 'noForm', 400)
  return form
}

/** The largest form of ours, a quiz of thirty questions that are ticked eight times each, has nearly six hundred. */
const mostFields = 1000
/** Letters, and the numbers of a short list at the most. */
const fieldName = /^(?:[^[\]]|\[\d{0,2}\]){1,100}$/

/** A field named `a[99999999]` is read as a list of so many: one request would take all the memory that there is. */
function hasOddNames(form: FormData): boolean {
  const names = [...form.keys()]
  return names.length > mostFields || !names.every((name) => name === '' || fieldName.test(name))
}

function hasNul(form: FormData): boolean {
  return [...form].some((field) => field.some((text) => typeof text === 'string' && text.includes('\0')))
}

/** A refusal that may be shown by itself: the form's own page is not there to show it. */
async function plainWords(request: Request, error: keyof typeof texts.zh.errors, status: number) {
  const words = texts[await languageOf(request)].errors[error]
  return new Response(words, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
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
