import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { doWithOrganisation } from '#app/features/union/organisation-deeds.server.ts'
import { OrganisationDeedForm, organisationRefusals } from '#app/features/union/organisation-forms.ts'
import { listOrganisations } from '#app/features/union/organisation-view.server.ts'
import { pathsKeptBy } from '#app/features/union/scope.ts'
import { OrganisationPage } from '#app/features/union/staff/organisation-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { can, requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'union.work', undefined)
  const t = await remixI18n.getFixedT(request, 'registry')
  return {
    title: t('organisation.title'),
    under: await listOrganisations(null, pathsKeptBy(visitor)),
    canOpen: can(visitor, 'organisation.found', undefined),
    done: new URL(request.url).searchParams.has('done'),
    now: Date.now(),
  }
}

/** Opens one at the top of a tree, by whoever keeps all. */
export async function action({ request }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'union.work', undefined)
  const form = await readForm(request, OrganisationDeedForm)
  if (!form.ok) return form.reply
  const keeper = { actor: { kind: 'person', id: visitor.personId }, keeps: pathsKeptBy(visitor) } as const
  const did = await doWithOrganisation(null, form.value, keeper)
  return did.ok ? redirect('/union/organisations?done') : form.refuse(organisationRefusals[did.reason])
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

const nothing = {
  organisation: null,
  officers: [],
  history: [],
  keepers: [],
  choices: [],
  division: null,
  inviteUrl: '',
}

export default function Organisations() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <OrganisationPage {...nothing} {...page} keepsAbove={false} reply={reply} />
}
