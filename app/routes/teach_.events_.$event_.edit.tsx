import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor, type SignedIn } from '#app/features/identity/index.server.ts'
import { ChangePage, type ChangeReply } from '#app/features/training/events/change-page.tsx'
import { changeEvent, type ChangeRefusal } from '#app/features/training/events/change.server.ts'
import { ChangeEventForm } from '#app/features/training/events/event-forms.ts'
import { eventRefusal } from '#app/features/training/events/event-refusals.ts'
import { findEvent } from '#app/features/training/events/event-view.server.ts'
import { momentIn } from '#app/features/training/events/events.ts'
import { listLecturers } from '#app/features/training/events/lecturers.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'
import { can, requireAllowed } from '#app/routes-policy.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

async function requireEvent(request: Request, id: string | undefined) {
  const visitor = await requireVisitor(request)
  const event = requireAllowed(visitor, 'event.keep', await findEvent(id ?? '', visitor.personId))
  return { event, visitor, actor: { kind: 'person', id: visitor.personId } as const }
}

/** The event's page; where whoever changed it has taken herself off it, her list. */
async function stillKept(visitor: SignedIn, { id, path }: { id: string; path: string }): Promise<string> {
  const lecturerIds = (await listLecturers(id)).map((one) => one.id)
  return can(visitor, 'event.keep', { path, lecturerIds }) ? `/teach/events/${id}` : '/teach/events'
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { event } = await requireEvent(request, params.event)
  const t = await remixI18n.getFixedT(request, 'events')
  const lecturers = await listLecturers(event.id)
  return { title: t('change.title'), event, lecturers, now: Date.now() }
}

/** Changes what was planned. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { event, visitor, actor } = await requireEvent(request, params.event)
  const form = await readForm(request, ChangeEventForm)
  if (!form.ok) return form.reply
  const { titleZh, titleEn, venue, day, from, until, places, lateAfter, another, ...rest } = form.value
  const changed = await changeEvent(
    {
      ...{ eventId: event.id, titleZh, titleEn: titleEn ?? titleZh, venue, places, another },
      ...{ startsAt: momentIn(day, from), endsAt: momentIn(day, until), lateAfterMinutes: lateAfter },
      revision: rest.over ?? rest.revision,
      dropped: rest.shown.filter((id) => !rest.lecturers.includes(id)),
    },
    { actor },
  )
  if (changed.ok) return redirect(await stillKept(visitor, event))
  const said = eventRefusal(changed.reason)
  const field = fields[changed.reason]
  const { data: reply, init } = form.refuse(field === undefined ? said : { [field]: said })
  if (changed.reason !== 'changed-meanwhile') return data<ChangeReply>(reply, init ?? {})
  const current = {
    event: (await requireEvent(request, event.id)).event,
    lecturers: await listLecturers(event.id),
  }
  return data<ChangeReply>({ ...reply, current }, init ?? {})
}

/** Below which field a refusal stands. */
const fields: { [Reason in ChangeRefusal]?: string } = {
  past: 'day',
  'unknown-lecturer': 'another',
  'many-lecturers': 'another',
  'too-many-tries': 'another',
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Change() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof clientAction>()
  return <ChangePage {...page} reply={reply} />
}
