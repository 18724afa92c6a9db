import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findOrganisation } from '#app/features/union/organisation-view.server.ts'
import { exportRoll } from '#app/features/union/roll/hand-out.server.ts'
import { pathsKeptBy } from '#app/features/union/scope.ts'
import { requireSameOrigin } from '#app/kernel/forms.server.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** The roll of one organisation (`?organisation=ID`) with all under it, or of all that she keeps. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'union.work', undefined)
  await requireSameOrigin(request)
  const keeps = pathsKeptBy(visitor)
  const id = new URL(request.url).searchParams.get('organisation') ?? ''
  const organisation =
    id === '' ? null : requireAllowed(visitor, 'organisation.keep', await findOrganisation(id, keeps))
  const paths = organisation === null ? keeps : [organisation.path]
  return exportRoll({ personId: visitor.personId, paths, language: await languageOf(request) })
}
