import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData, type ClientLoaderFunctionArgs } from '@remix-run/react'
import { z } from 'zod'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { passOf } from '#app/features/union/check-in/passes.server.ts'
import { withdrawApplication } from '#app/features/union/applications.server.ts'
import { withdrawTransfer } from '#app/features/union/memberships.server.ts'
import { OwnUnionPage } from '#app/features/union/own-page.tsx'
import { findOwnUnion } from '#app/features/union/own.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { orOpenKept } from '#app/ui/kept-pages.ts'

const OwnForm = z.object({ deed: z.enum(['withdraw', 'stay']) })

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'union')
  const done = new URL(request.url).searchParams.has('done')
  const own = await findOwnUnion(personId)
  const pass = own.member === null ? null : await passOf(personId)
  return { title: t('title'), own, pass, done, now: Date.now() }
}

/** Takes back her application, or her wish to move. What is decided meanwhile stands there when the page comes. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const form = await readForm(request, OwnForm)
  if (!form.ok) return form.reply
  if (form.value.deed === 'withdraw') await withdrawApplication(personId)
  else await withdrawTransfer(personId)
  return redirect('/me/union')
}

/** Without network the card that the phone has kept is opened anew. */
export function clientLoader({ request, serverLoader }: ClientLoaderFunctionArgs) {
  return orOpenKept(request, () => serverLoader<typeof loader>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function OwnUnion() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <OwnUnionPage {...page} />
}
