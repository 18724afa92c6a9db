import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { exportAttendance } from '#app/features/training/events/attendance-export.server.ts'
import { findEvent } from '#app/features/training/events/event-view.server.ts'
import { requireSameOrigin } from '#app/kernel/forms.server.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** The attendance list as a workbook. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const found = await findEvent(params.event ?? '', visitor.personId)
  const event = requireAllowed(visitor, 'event.keep', found)
  await requireSameOrigin(request)
  const actor = { kind: 'person', id: visitor.personId } as const
  return exportAttendance(event, { actor, language: await languageOf(request) })
}
