import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, type ClientLoaderFunctionArgs } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { doorNames } from '#app/features/training/events/attendees.server.ts'
import { checkIn } from '#app/features/training/events/check-in.server.ts'
import { DoorPage } from '#app/features/training/events/door-page.tsx'
import { DoorForm, type DoorEntry } from '#app/features/training/events/event-forms.ts'
import { findEvent } from '#app/features/training/events/event-view.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { orOpenKept } from '#app/ui/kept-pages.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const found = await findEvent(params.event ?? '', visitor.personId)
  const event = requireAllowed(visitor, 'event.keep', found)
  const t = await remixI18n.getFixedT(request, 'events')
  return { title: t('doorPage.title'), event, names: await doorNames(event.id) }
}

/** A number or a name where the page's scripts do not run; else they send to …/entries. */
export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  const found = await findEvent(params.event ?? '', visitor.personId)
  const event = requireAllowed(visitor, 'event.keep', found)
  const form = await readForm(request, DoorForm)
  if (!form.ok) return data({ answer: null }, { status: 422 })
  const at = Date.now()
  const who =
    'signUp' in form.value
      ? ({ kind: 'tap', signUp: form.value.signUp } as const)
      : ({ kind: 'number', number: form.value.number } as const)
  const entry: DoorEntry = { key: randomUUID(), at, ...who }
  const actor = { kind: 'person', id: visitor.personId } as const
  const sent = await checkIn({ eventId: event.id, sentAt: at, entries: [entry] }, { actor })
  return data({ answer: sent.ok ? (sent.value[0] ?? null) : null })
}

/** Without network the page that the phone has kept is opened anew. */
export function clientLoader({ request, serverLoader }: ClientLoaderFunctionArgs) {
  return orOpenKept(request, () => serverLoader<typeof loader>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Door() {
  const { event, names } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <DoorPage event={event} names={names} answer={reply?.answer ?? null} />
}
