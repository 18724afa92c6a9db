import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { PlanEventForm } from '#app/features/training/events/event-forms.ts'
import { eventRefusal } from '#app/features/training/events/event-refusals.ts'
import { listKeptEvents } from '#app/features/training/events/event-view.server.ts'
import { eventPathsOf } from '#app/features/training/events/keeping.ts'
import { findPlanChoices } from '#app/features/training/events/plan-choices.server.ts'
import { momentIn } from '#app/features/training/events/events.ts'
import { planEvent } from '#app/features/training/events/plan.server.ts'
import { TeachPage } from '#app/features/training/events/teach-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const paths = eventPathsOf(visitor)
  const t = await remixI18n.getFixedT(request, 'events')
  const events = await listKeptEvents({ personId: visitor.personId, paths })
  const choices = await findPlanChoices(paths)
  return { title: t('teach.title'), events, choices, newKey: randomUUID(), now: Date.now() }
}

/** Plans a class. */
export async function action({ request }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  const form = await readForm(request, PlanEventForm)
  if (!form.ok) return form.reply
  const { key, organisation, course, titleZh, titleEn, venue, day, from, until, ...rest } = form.value
  const planned = await planEvent(
    {
      ...{ key, organisationId: organisation, courseId: course || null, venue },
      ...{ titleZh, titleEn: titleEn ?? titleZh, places: rest.places, lateAfterMinutes: rest.lateAfter },
      ...{ startsAt: momentIn(day, from), endsAt: momentIn(day, until) },
      lecturerIds: rest.iTeach === 'on' ? [visitor.personId] : [],
      isRecord: rest.record === day,
    },
    { actor: { kind: 'person', id: visitor.personId }, keeps: eventPathsOf(visitor) },
  )
  if (planned.ok) return redirect(`/teach/events/${planned.value.id}`)
  const said = eventRefusal(planned.reason)
  return form.refuse(planned.reason.endsWith('-over') ? { day: said } : said)
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Teach() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof clientAction>()
  return <TeachPage {...page} reply={reply} />
}
