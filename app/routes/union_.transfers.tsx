import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Reason } from '#app/features/identity/index.forms.ts'
import { agreeToTransfer, refuseTransfer } from '#app/features/union/memberships.server.ts'
import { TransfersPage } from '#app/features/union/staff/transfers-page.tsx'
import { listTransfers } from '#app/features/union/transfers.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireKeeper } from '#app/require-keeper.server.ts'

const AnswerForm = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('agree'), transfer: z.uuid() }),
  z.object({ deed: z.literal('refuse'), transfer: z.uuid(), reason: Reason }),
])

const refusals = {
  'not-found': 'registry:transfers.gone',
  'target-unfit': 'registry:transfers.unfit',
} as const

export async function loader({ request }: LoaderFunctionArgs) {
  const { keeps } = await requireKeeper(request)
  const did = (['moved', 'noted', 'refused'] as const).find((one) =>
    new URL(request.url).searchParams.has(one),
  )
  const t = await remixI18n.getFixedT(request, 'registry')
  return {
    title: t('transfers.title'),
    transfers: await listTransfers(keeps),
    did: did ?? null,
    now: Date.now(),
  }
}

/** Answers for the side, or the sides, that she keeps. */
export async function action({ request }: ActionFunctionArgs) {
  const keeper = await requireKeeper(request)
  const form = await readForm(request, AnswerForm)
  if (!form.ok) return form.reply
  const { value } = form
  if (value.deed === 'agree') {
    const agreed = await agreeToTransfer(value.transfer, keeper)
    if (!agreed.ok) return form.refuse(refusals[agreed.reason])
    return redirect(`/union/transfers?${agreed.value.isDone ? 'moved' : 'noted'}`)
  }
  const refused = await refuseTransfer({ id: value.transfer, reason: value.reason }, keeper)
  return refused.ok ? redirect('/union/transfers?refused') : form.refuse(refusals[refused.reason])
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Transfers() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <TransfersPage {...page} reply={reply} />
}
