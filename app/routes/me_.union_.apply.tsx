import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import {
  applicationToFill,
  keepStep,
  sendApplication,
  withdrawApplication,
} from '#app/features/union/applications.server.ts'
import { ApplicationForm, applicationRefusals } from '#app/features/union/application-forms.ts'
import { applicationSteps, nextStep } from '#app/features/union/applications.ts'
import { ApplyPage } from '#app/features/union/apply-page.tsx'
import { findInvited, findPlaces } from '#app/features/union/places.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const { searchParams } = new URL(request.url)
  const application = await applicationToFill(personId)
  if (application === null) throw redirect('/me/union')
  const asked = applicationSteps.find((step) => step === searchParams.get('step')) ?? nextStep(application)
  // Nothing is left to fill in, or something still is.
  const step =
    application.status === 'submitted' ? 'check' : asked === 'check' ? nextStep(application) : asked
  const places = step === 'place' ? await placesAsked(searchParams) : null
  const t = await remixI18n.getFixedT(request, 'union')
  return { title: t('apply.title'), step, application, places, isChange: searchParams.has('change') }
}

/** What she looks for; an invitation finds the one that it is from. */
async function placesAsked(asked: URLSearchParams) {
  const invited = await findInvited(asked.get('code') ?? '')
  return findPlaces({ search: invited?.name ?? asked.get('search') ?? '', under: asked.get('under') })
}

/** Keeps one step and leads to the next, or to the look at all of it where she came from there. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const form = await readForm(request, ApplicationForm)
  if (!form.ok) return form.reply
  const { value } = form
  if (value.step === 'withdraw') {
    await withdrawApplication(personId)
    return redirect('/me/union')
  }
  if (value.step === 'send') {
    const sent = await sendApplication(personId)
    return sent.ok ? redirect('/me/union') : form.refuse(applicationRefusals[sent.reason])
  }
  const invited = value.step === 'code' ? await findInvited(value.code) : null
  if (value.step === 'code' && invited === null) return form.refuse(applicationRefusals['unknown-code'])
  const step = value.step === 'code' ? ({ step: 'place', organisation: invited?.id ?? '' } as const) : value
  const kept = await keepStep({ personId, ...step })
  if (!kept.ok) return form.refuse(applicationRefusals[kept.reason])
  const isChange = new URL(request.url).searchParams.has('change')
  const next = isChange ? 'check' : applicationSteps[applicationSteps.indexOf(step.step) + 1]
  return redirect(`/me/union/apply?step=${next}`)
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Apply() {
  const { title: _, ...view } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof clientAction>()
  return <ApplyPage key={view.step} {...view} reply={reply} />
}
