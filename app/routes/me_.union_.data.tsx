import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { signOut } from '#app/features/identity/sign-in.server.ts'
import { EraseMyselfForm } from '#app/features/union/directory/directory-forms.ts'
import { eraseMyself } from '#app/features/union/directory/erase.server.ts'
import { EraseMyselfPage } from '#app/features/union/directory/erase-myself-page.tsx'
import { erasureRefusals } from '#app/features/union/directory/erasing.ts'
import { OwnDataPage } from '#app/features/union/directory/own-data-page.tsx'
import { findOwnData } from '#app/features/union/directory/own-data.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { personalParts } from '#app/personal-parts.server.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

/** What is kept of her; `?do=erase` asks her the first time, `?do=erase-now` the second. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'directory')
  const asked = new URL(request.url).searchParams.get('do')
  if (asked === 'erase' || asked === 'erase-now')
    return { kind: 'erase' as const, title: t('erase.ask'), isSure: asked === 'erase-now' }
  return { kind: 'own' as const, title: t('own.title'), own: await findOwnData(personId), now: Date.now() }
}

/** Erases her, once she has typed her name. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const form = await readForm(request, EraseMyselfForm)
  if (!form.ok) return form.reply
  const erased = await eraseMyself({ personId, name: form.value.name }, personalParts)
  if (!erased.ok) return form.refuse(erasureRefusals[erased.reason])
  return redirect('/', { headers: { 'Set-Cookie': await signOut(request) } })
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function OwnData() {
  const page = useLoaderData<typeof loader>()
  const reply = useActionData<typeof clientAction>()
  if (page.kind === 'erase') return <EraseMyselfPage isSure={page.isSure} reply={reply} />
  return <OwnDataPage own={page.own} now={page.now} />
}
