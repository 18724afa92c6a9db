import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { listKeepers } from '#app/features/union/keepers.server.ts'
import { doWithOrganisation } from '#app/features/union/organisation-deeds.server.ts'
import { OrganisationDeedForm, organisationRefusals } from '#app/features/union/organisation-forms.ts'
import {
  findOrganisation,
  listKept,
  listOfficers,
  listOrganisationHistory,
  listOrganisations,
} from '#app/features/union/organisation-view.server.ts'
import { isKept, pathsKeptBy } from '#app/features/union/scope.ts'
import { OrganisationPage } from '#app/features/union/staff/organisation-page.tsx'
import { divisionNames } from '#app/kernel/divisions.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

async function requireOrganisation(request: Request, id: string | undefined) {
  const visitor = await requireVisitor(request)
  const keeps = pathsKeptBy(visitor)
  const organisation = await findOrganisation(id ?? '', keeps)
  return { visitor, keeps, organisation: requireAllowed(visitor, 'organisation.keep', organisation) }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { keeps, organisation } = await requireOrganisation(request, params.organisation)
  const { id, path, divisionCode, inviteCode } = organisation
  const above = path.slice(0, -(path.split('.').at(-1)?.length ?? 0) - 1)
  const choices = await listKept(keeps)
  return {
    title: organisation.name,
    organisation,
    under: await listOrganisations(id, keeps),
    officers: await listOfficers(id),
    history: await listOrganisationHistory(id),
    keepers: await listKeepers(path),
    choices: choices.filter((choice) => choice.id !== id),
    division: divisionCode && divisionNames(divisionCode),
    inviteUrl: new URL(`/join/${inviteCode}`, env().publicUrl).href,
    canOpen: organisation.closedAt === null,
    keepsAbove: keeps === 'all' || (above !== '' && isKept(keeps, above)),
    done: new URL(request.url).searchParams.has('done'),
    now: Date.now(),
  }
}

/** Opens one under it, changes, moves or closes it, enters officers. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { visitor, keeps, organisation } = await requireOrganisation(request, params.organisation)
  const form = await readForm(request, OrganisationDeedForm)
  if (!form.ok) return form.reply
  const keeper = { actor: { kind: 'person', id: visitor.personId }, keeps } as const
  const did = await doWithOrganisation(organisation.id, form.value, keeper)
  if (!did.ok) return form.refuse(organisationRefusals[did.reason])
  return redirect(`/union/organisations/${organisation.id}?done`)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Organisation() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <OrganisationPage {...page} reply={reply} />
}
