import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { AttendancePage } from '#app/features/training/events/attendance-page.tsx'
import { attendanceList } from '#app/features/training/events/attendees.server.ts'
import { checkIn } from '#app/features/training/events/check-in.server.ts'
import { correctCheckIn } from '#app/features/training/events/correct.server.ts'
import { KeepEventForm, type DoorEntry } from '#app/features/training/events/event-forms.ts'
import { eventRefusal } from '#app/features/training/events/event-refusals.ts'
import { findEvent } from '#app/features/training/events/event-view.server.ts'
import { cancelEvent } from '#app/features/training/events/plan.server.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { pageNumber } from '#app/kernel/page-number.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

async function requireEvent(request: Request, id: string | undefined) {
  const visitor = await requireVisitor(request)
  const event = requireAllowed(visitor, 'event.keep', await findEvent(id ?? '', visitor.personId))
  return { event, actor: { kind: 'person', id: visitor.personId } as const }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { event } = await requireEvent(request, params.event)
  const find = (new URL(request.url).searchParams.get('find') ?? '').slice(0, 40)
  const list = await attendanceList(event.id, { find, page: pageNumber(request) })
  const title = event.title[await languageOf(request)]
  return { title, event, list, newKey: randomUUID(), now: Date.now() }
}

/** Marks somebody's attendance, enters it from paper or takes it back; or calls the class off. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { event, actor } = await requireEvent(request, params.event)
  const form = await readForm(request, KeepEventForm)
  if (!form.ok) return form.reply
  const { value } = form
  // Back to the same page of the list.
  const { pathname, search } = new URL(request.url)
  if (value.deed === 'cancel') {
    const called = await cancelEvent({ eventId: event.id, reason: value.reason }, { actor })
    return called.ok ? redirect(pathname) : form.refuse(eventRefusal(called.reason))
  }
  if (value.deed === 'void') {
    const wrong = { id: value.checkIn, eventId: event.id, reason: value.reason }
    const taken = await correctCheckIn(wrong, { actor })
    return taken.ok ? redirect(pathname + search) : form.refuse('events:refused.unknown-check-in')
  }
  const at = Date.now()
  const entry: DoorEntry =
    value.deed === 'mark'
      ? { kind: 'tap', key: randomUUID(), at, signUp: value.signUp, state: value.state }
      : { kind: 'number', key: value.key, at, number: value.number, state: value.state }
  const marked = await checkIn({ eventId: event.id, sentAt: at, entries: [entry] }, { actor })
  const [answer] = marked.ok ? marked.value : []
  const result = answer?.result ?? 'absent'
  if (answer === undefined || (result !== 'in' && result !== 'already'))
    return form.refuse(value.deed === 'type' ? { number: `events:door.${result}` } : `events:door.${result}`)
  return value.deed === 'type' ? data({ answer }) : redirect(pathname + search)
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Attendance() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const said = useActionData<typeof clientAction>()
  const answer = said !== undefined && 'answer' in said ? said.answer : null
  const reply = said === undefined || 'answer' in said ? undefined : said
  return <AttendancePage {...page} reply={reply} answer={answer} />
}
