import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { exportRefused } from '#app/features/union/roll/hand-out.server.ts'
import { findImport } from '#app/features/union/roll/roll-view.server.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** The rows that an import left out, to be mended and imported again. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const roll = requireAllowed(visitor, 'organisation.keep', await findImport(params.import ?? ''))
  return exportRefused(roll, await languageOf(request))
}
