import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { findPersonByPhone, requireVisitor } from '#app/features/identity/index.server.ts'
import { PhoneNumber } from '#app/features/identity/index.forms.ts'
import { PeopleAdminPage } from '#app/features/identity/people-admin-page.tsx'
import { findGovernedPerson, listPeople } from '#app/features/identity/people-admin.server.ts'
import { FindPersonForm } from '#app/features/identity/people-admin.ts'
import { changeRights } from '#app/features/identity/roles-change.server.ts'
import { GovernForm, rightsRefusals } from '#app/features/identity/roles.ts'
import { RolesPage } from '#app/features/identity/roles-page.tsx'
import { findRoomTitles } from '#app/features/live/index.server.ts'
import { tellStandings } from '#app/features/live/socket/room-news.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { pageNumber } from '#app/kernel/page-number.ts'
import { requireAllowed } from '#app/routes-policy.ts'

const Posted = z.discriminatedUnion('deed', [FindPersonForm, ...GovernForm.options])

/** One person (`?person=`) with her rights, or everybody whose name begins so (`?name=`). */
export async function loader({ request }: LoaderFunctionArgs) {
  requireAllowed(await requireVisitor(request), 'people.govern', undefined)
  const t = await remixI18n.getFixedT(request, 'account')
  const asked = new URL(request.url).searchParams
  const [now, id] = [Date.now(), asked.get('person')]
  if (id === null) {
    const name = (asked.get('name') ?? '').replaceAll('\0', '').trim().slice(0, 40)
    const page = await listPeople({ name, page: pageNumber(request) })
    return { kind: 'people' as const, title: t('people.title'), now, name, page }
  }
  const person = await findGovernedPerson(id)
  if (person === null) throw new Response(null, { status: 404 })
  const roomTitles = await findRoomTitles(person.roles.map(({ scope }) => scope))
  return { kind: 'person' as const, title: person.name, now, person, roomTitles }
}

/** Finds people, or changes what the person of this address may do. */
export async function action({ request }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'people.govern', undefined)
  const form = await readForm(request, Posted)
  if (!form.ok) return form.reply
  const { value } = form
  if (value.deed === 'find') {
    const address = await addressOf(value.search)
    return address === null ? form.refuse({ search: 'account:people.nobody' }) : redirect(address)
  }
  const personId = z.uuid().safeParse(new URL(request.url).searchParams.get('person')).data
  if (personId === undefined) throw new Response(null, { status: 404 })
  const actor = { kind: 'person', id: visitor.personId } as const
  const changed = await changeRights({ personId, ...value }, { actor })
  if (!changed.ok) return form.refuse({ reason: rightsRefusals[changed.reason] })
  await tellStandings(personId)
  return { done: true as const }
}

/**
 * Where a search leads: a whole phone to whoever has it, by her id, so that no address carries the phone (null where
 * nobody has it); all else to the names that begin so.
 */
async function addressOf(search: string): Promise<string | null> {
  const phone = PhoneNumber.safeParse(search).data
  if (phone === undefined) return `/admin/people?${new URLSearchParams({ name: search }).toString()}`
  const person = await findPersonByPhone(phone)
  return person && `/admin/people?person=${person.id}`
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function AdminPeople() {
  const shown = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  if (shown.kind === 'person') return <RolesPage {...shown} reply={reply} />
  const refused = reply && 'done' in reply ? undefined : reply
  return <PeopleAdminPage {...shown} reply={refused} />
}
