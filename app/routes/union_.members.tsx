import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { DirectoryForm } from '#app/features/union/directory/directory-forms.ts'
import { DirectoryPage } from '#app/features/union/directory/directory-page.tsx'
import {
  countMembers,
  findByWholeNumber,
  listMembers,
} from '#app/features/union/directory/directory.server.ts'
import { addressOf } from '#app/features/union/directory/directory.ts'
import { listKeptOrganisations } from '#app/features/union/directory/kept-organisations.server.ts'
import { readSearch } from '#app/features/union/directory/search.ts'
import { pathsKeptBy } from '#app/features/union/scope.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { pageNumber } from '#app/kernel/page-number.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

async function requireKeeps(request: Request) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'union.work', undefined)
  return pathsKeptBy(visitor)
}

/** The members whom staff keep, as the address narrows them; what in it makes no sense narrows nothing. */
export async function loader({ request }: LoaderFunctionArgs) {
  const keeps = await requireKeeps(request)
  const asked = askedBy(new URL(request.url).searchParams)
  const page = pageNumber(request)
  const t = await remixI18n.getFixedT(request, 'directory')
  const [members, count, organisations] = await Promise.all([
    listMembers({ ...asked, keeps, page }),
    countMembers({ ...asked, keeps }),
    listKeptOrganisations(keeps),
  ])
  const view = { asked, members, count, page, organisations, now: Date.now() }
  return { title: t('list.title'), view }
}

function askedBy(search: URLSearchParams): DirectoryForm {
  const form = DirectoryForm.safeParse(Object.fromEntries(search))
  const { organisation = null, trade = null, sex = null, left = false } = form.data ?? {}
  return { organisation, trade, sex, left, search: (form.data?.search ?? '').replaceAll('\0', '') }
}

/** A whole phone or identity number leads to its member, by her id; all else to a page that may be kept and sent on. */
export async function action({ request }: ActionFunctionArgs) {
  const keeps = await requireKeeps(request)
  const form = await readForm(request, DirectoryForm)
  if (!form.ok) return form.reply
  const search = readSearch(form.value.search)
  if (search.kind === 'unreadable') return form.refuse({ search: 'directory:list.wrongNumber' })
  if (search.kind !== 'phone' && search.kind !== 'identity') return redirect(addressOf(form.value))
  const found = await findByWholeNumber(search, keeps)
  if (found.length === 0) return form.refuse({ search: 'directory:list.noNumber' })
  const [only] = found
  if (found.length === 1 && only !== undefined) return redirect(`/union/members/${only}`)
  // A phone that a family shares: its ending shows them all.
  const ending = search.kind === 'phone' ? search.phone.slice(-4) : ''
  return redirect(addressOf({ ...form.value, search: ending }))
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Members() {
  const { view } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof clientAction>()
  return <DirectoryPage view={view} reply={reply} />
}
