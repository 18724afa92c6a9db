import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { findVisitor, requireVisitor } from '#app/features/identity/index.server.ts'
import { checkInMyself } from '#app/features/training/events/check-in-myself.server.ts'
import { CheckInPage, type CheckInStage } from '#app/features/training/events/check-in-page.tsx'
import { findEvent } from '#app/features/training/events/event-view.server.ts'
import { readScreen } from '#app/features/training/events/screen-code.server.ts'
import { noTicket, scannedAt, ticketFor } from '#app/features/training/events/ticket.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'

const CheckInForm = z.object({ key: z.uuid() })

/** A fresh code is traded for a ticket at once: from then on she has time. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const event = await findEvent(params.event ?? '', visitor?.personId ?? null)
  if (event === null) throw new Response(null, { status: 404 })
  const now = new Date()
  const code = new URL(request.url).searchParams.get('code')
  const read = code === null ? null : await readScreen({ eventId: event.id, code }, now)
  if (read?.ok === true) {
    const ticket = await ticketFor(event.id, now)
    throw redirect(`/check-in/${event.id}`, { headers: { 'Set-Cookie': ticket } })
  }
  const scanned = await scannedAt(request, { event: event.id, now })
  const stage: CheckInStage =
    scanned !== null ? 'ready' : read === null ? 'scan' : read.reason === 'expired' ? 'expired' : 'forged'
  const t = await remixI18n.getFixedT(request, 'events')
  const page = { event, stage, stranger: visitor === null, newKey: randomUUID() }
  return { title: t('checkIn.title'), ...page }
}

/** Checks her in at the moment at which she scanned. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const event = await findEvent(params.event ?? '', personId)
  if (event === null) throw new Response(null, { status: 404 })
  const form = await readForm(request, CheckInForm)
  if (!form.ok) return data({ refusal: null }, { status: 422 })
  const scanned = await scannedAt(request, { event: event.id, now: new Date() })
  if (scanned === null) return redirect(`/check-in/${event.id}`)
  const came = await checkInMyself({ eventId: event.id, personId, key: form.value.key, scannedAt: scanned })
  if (!came.ok) return data({ refusal: came.reason }, { status: 409 })
  return redirect(`/check-in/${event.id}`, { headers: { 'Set-Cookie': await noTicket() } })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function CheckIn() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <CheckInPage {...page} refusal={reply?.refusal ?? null} />
}
