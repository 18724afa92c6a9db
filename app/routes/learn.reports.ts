import { json, type ActionFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { ReportBatch } from '#app/features/training/progress.ts'
import { receiveReports } from '#app/features/training/reports.server.ts'
import { requireSameOrigin } from '#app/kernel/forms.server.ts'

/** What a lesson's page has to tell: also what waited for a network. Sent again it comes to the same. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  await requireSameOrigin(request)
  const batch = ReportBatch.safeParse(await request.json().catch(() => null))
  if (!batch.success) throw new Response(null, { status: 400 })
  return json(await receiveReports({ personId, batch: batch.data }))
}
