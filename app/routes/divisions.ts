import type { LoaderFunctionArgs } from '@remix-run/node'
import { findCities, findDistricts, findProvinces } from '#app/kernel/divisions.server.ts'

/** They change once a year at the most, and a form asks for them at every choice. */
const keptFor = 24 * 60 * 60

/** What lies under a province or a city (`?under=370000`), as JSON; the provinces where nothing is named. */
export function loader({ request }: LoaderFunctionArgs) {
  const under = new URL(request.url).searchParams.get('under') ?? ''
  return Response.json(divisionsUnder(under), {
    headers: { 'Cache-Control': `public, max-age=${keptFor}, stale-while-revalidate=${7 * keptFor}` },
  })
}

function divisionsUnder(code: string) {
  if (code === '') return findProvinces()
  return code.endsWith('0000') ? findCities(code) : findDistricts(code)
}
