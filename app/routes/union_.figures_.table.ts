import type { LoaderFunctionArgs } from '@remix-run/node'
import { findFigures } from '#app/features/insights/figures-view.server.ts'
import { handOut } from '#app/features/insights/hand-out.server.ts'
import { periodOf } from '#app/features/insights/period.ts'
import { sheetsOf } from '#app/features/insights/sheet.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { requireSameOrigin } from '#app/kernel/forms.server.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { requireKeeper } from '#app/require-keeper.server.ts'

/** The figures of an organisation in some months as a workbook. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { keeps } = await requireKeeper(request)
  await requireSameOrigin(request)
  const search = new URL(request.url).searchParams
  const now = new Date()
  const period = periodOf({ from: search.get('from'), to: search.get('to') }, now)
  const view = await findFigures({ organisation: search.get('organisation') || null, period }, keeps, now)
  if (view === null) throw new Response(null, { status: 404 })
  const [t, language] = [await remixI18n.getFixedT(request, 'figures'), await languageOf(request)]
  return handOut(sheetsOf(view, { t, language, now }), `${t('file')}-${period.from}-${period.to}.xlsx`)
}
