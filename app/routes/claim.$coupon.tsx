import { randomUUID } from 'node:crypto'
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { ClaimPage } from '#app/features/shop/coupons/claim-page.tsx'
import { claimCoupon } from '#app/features/shop/coupons/claims.server.ts'
import { findTicket } from '#app/features/shop/coupons/tickets.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { sameOriginPath } from '#app/kernel/same-origin-path.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const ticket = await findTicket(params.coupon ?? '', visitor?.personId ?? null)
  if (ticket === null) throw new Response(null, { status: 404 })
  const t = await remixI18n.getFixedT(request, 'coupons')
  const back = new URL(request.url).searchParams.get('back')
  return {
    title: t('claim.title'),
    ticket,
    back: back === null ? null : sameOriginPath(back),
    stranger: visitor === null,
    now: Date.now(),
  }
}

/** A press without a key, of a page that made none, is a claim of its own: one person's number of them is limited anyway. */
const ClaimForm = z.object({ key: z.uuid().optional(), back: z.string().optional() })

/** Claims for whoever is signed in and leads back; a stranger signs in and comes back to the ticket. */
export async function action({ request, params }: ActionFunctionArgs) {
  const form = await readForm(request, ClaimForm)
  if (!form.ok) return form.reply
  const couponId = params.coupon ?? ''
  const back = form.value.back === undefined ? null : sameOriginPath(form.value.back)
  const here = `/claim/${couponId}${back === null ? '' : `?${new URLSearchParams({ back }).toString()}`}`
  const visitor = await findVisitor(request)
  if (visitor === null) return redirect(`/sign-in?${new URLSearchParams({ back: here }).toString()}`)
  if (!z.uuid().safeParse(couponId).success) throw new Response(null, { status: 404 })
  const { key = randomUUID() } = form.value
  const claimed = await claimCoupon({ couponId, personId: visitor.personId, key })
  if (claimed.ok) return redirect(back ?? here)
  return data({ refusal: claimed.reason, back }, { status: claimed.reason === 'failed' ? 503 : 409 })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.title }] : [])

export default function Claim() {
  const { title: _, back, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const told = answer && 'refusal' in answer ? answer : null
  return <ClaimPage {...page} back={told?.back ?? back} refusal={told?.refusal} />
}
