import { ErrorPage } from '#app/ui/error-page.tsx'

export function loader() {
  throw new Response(null, { status: 404 })
}

/** Never shown: the loader always answers 404, and the boundary below takes over. */
export default function NoSuchPage() {
  return null
}

export function ErrorBoundary() {
  return <ErrorPage missing />
}
