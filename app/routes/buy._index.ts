import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'

/** A product's form names the weight in a field: this leads to the page where it is bought. */
export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const variant = z.uuid().safeParse(searchParams.get('variant')).data
  if (variant === undefined) return redirect('/')
  const rest = new URLSearchParams({ quantity: '1' })
  const room = searchParams.get('room')
  if (room !== null) rest.set('room', room)
  return redirect(`/buy/${variant}?${rest.toString()}`)
}
