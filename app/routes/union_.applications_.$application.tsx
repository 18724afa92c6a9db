import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ReviewForm, reviewRefusals } from '#app/features/union/application-forms.ts'
import { acceptApplication, rejectApplication, returnApplication } from '#app/features/union/decide.server.ts'
import { findWaiting } from '#app/features/union/review.server.ts'
import { ReviewPage } from '#app/features/union/staff/review-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireKeeper } from '#app/require-keeper.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { keeps } = await requireKeeper(request)
  const application = await findWaiting({ id: params.application ?? '', keeps })
  if (application === null) throw new Response(null, { status: 404 })
  const t = await remixI18n.getFixedT(request, 'registry')
  return { title: `${application.name} · ${t('review.title')}`, application }
}

/** Accepts, sends back or rejects. */
export async function action({ request, params }: ActionFunctionArgs) {
  const keeper = await requireKeeper(request)
  const id = params.application ?? ''
  if ((await findWaiting({ id, keeps: keeper.keeps })) === null) throw new Response(null, { status: 404 })
  const form = await readForm(request, ReviewForm)
  if (!form.ok) return form.reply
  if (form.value.deed === 'accept') {
    const accepted = await acceptApplication({ id, sameAs: form.value.sameAs }, keeper)
    if (!accepted.ok) return form.refuse(reviewRefusals[accepted.reason])
    return redirect(`/union/applications?accepted=${accepted.value.number}`)
  }
  const { deed, reason } = form.value
  const decided = await (deed === 'return' ? returnApplication : rejectApplication)({ id, reason }, keeper)
  if (!decided.ok) return form.refuse(reviewRefusals[decided.reason])
  return redirect(`/union/applications?${deed === 'return' ? 'returned' : 'rejected'}`)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Application() {
  const { application } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <ReviewPage application={application} reply={reply} />
}
