import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { askTransfer, leave } from '#app/features/union/memberships.server.ts'
import { transferRefusals } from '#app/features/union/memberships.ts'
import { findOwnUnion } from '#app/features/union/own.server.ts'
import { findPlaces } from '#app/features/union/places.server.ts'
import { TransferPage } from '#app/features/union/transfer-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'

const TransferForm = z.discriminatedUnion('step', [
  z.object({ step: z.literal('ask'), organisation: z.uuid('union:form.chooseOrganisation') }),
  z.object({ step: z.literal('leave') }),
])

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const { member, transfer } = await findOwnUnion(personId)
  if (!member?.organisation || transfer !== null) throw redirect('/me/union')
  const { searchParams } = new URL(request.url)
  const asked = { search: searchParams.get('search') ?? '', under: searchParams.get('under') }
  const t = await remixI18n.getFixedT(request, 'union')
  return {
    title: t('transfer.title'),
    places: await findPlaces(asked),
    isLeaving: searchParams.has('leave'),
  }
}

/** Asks to be moved to another organisation, or leaves. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const form = await readForm(request, TransferForm)
  if (!form.ok) return form.reply
  const self = { actor: { kind: 'person', id: personId }, keeps: [] } as const
  if (form.value.step === 'leave') {
    await leave({ personId }, self)
    return redirect('/me/union?done')
  }
  const asked = await askTransfer({ personId, toId: form.value.organisation }, self)
  return asked.ok ? redirect('/me/union?done') : form.refuse(transferRefusals[asked.reason])
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Transfer() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <TransferPage {...page} reply={reply} />
}
