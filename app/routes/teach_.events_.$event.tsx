import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { AttendancePage } from '#app/features/training/events/attendance-page.tsx'
import { checkIn } from '#app/features/training/events/check-in.server.ts'
import { KeepEventForm } from '#app/features/training/events/event-forms.ts'
import { eventRefusal } from '#app/features/training/events/event-refusals.ts'
import { findEvent, listAttendees } from '#app/features/training/events/event-view.server.ts'
import { cancelEvent } from '#app/features/training/events/plan.server.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

async function requireEvent(request: Request, id: string | undefined) {
  const visitor = await requireVisitor(request)
  const event = requireAllowed(visitor, 'event.keep', await findEvent(id ?? '', visitor.personId))
  return { event, actor: { kind: 'person', id: visitor.personId } as const }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { event } = await requireEvent(request, params.event)
  const title = event.title[await languageOf(request)]
  return { title, event, people: await listAttendees(event.id), now: Date.now() }
}

/** Marks somebody's attendance, or calls the class off. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { event, actor } = await requireEvent(request, params.event)
  const form = await readForm(request, KeepEventForm)
  if (!form.ok) return form.reply
  const { value } = form
  if (value.deed === 'cancel') {
    const called = await cancelEvent({ eventId: event.id, reason: value.reason }, { actor })
    if (!called.ok) return form.refuse(eventRefusal(called.reason))
    return redirect(`/teach/events/${event.id}`)
  }
  const now = Date.now()
  const { signUp, state } = value
  const entry = { kind: 'tap', key: randomUUID(), at: now, signUp, state } as const
  const marked = await checkIn({ eventId: event.id, sentAt: now, entries: [entry] }, { actor })
  const result = marked.ok ? (marked.value[0]?.result ?? 'unknown') : 'absent'
  if (result !== 'in' && result !== 'already') return form.refuse(`events:door.${result}`)
  return redirect(`/teach/events/${event.id}`)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Attendance() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <AttendancePage {...page} reply={reply} />
}
