import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { z } from 'zod'
import { findVisitor, requireVisitor } from '#app/features/identity/index.server.ts'
import { EventPage } from '#app/features/training/events/event-page.tsx'
import { eventRefusal } from '#app/features/training/events/event-refusals.ts'
import { findEvent } from '#app/features/training/events/event-view.server.ts'
import { signUp, withdraw } from '#app/features/training/events/sign-ups.server.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

const SignUpForm = z.object({ deed: z.enum(['sign-up', 'withdraw']) })

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const event = await findEvent(params.event ?? '', visitor?.personId ?? null)
  if (event === null) throw new Response(null, { status: 404 })
  const title = event.title[await languageOf(request)]
  return { title, event, stranger: visitor === null, now: Date.now() }
}

/** Takes a place or a turn to wait, or gives it back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const event = await findEvent(params.event ?? '', personId)
  if (event === null) throw new Response(null, { status: 404 })
  const form = await readForm(request, SignUpForm)
  if (!form.ok) return form.reply
  const wish = { eventId: event.id, personId }
  const did = form.value.deed === 'sign-up' ? await signUp(wish) : await withdraw(wish)
  if (!did.ok) return form.refuse(eventRefusal(did.reason))
  return redirect(`/events/${event.id}`)
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Event() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof clientAction>()
  return <EventPage {...page} reply={reply} />
}
