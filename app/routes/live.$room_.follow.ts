import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { countFollowers, findVisitor, follow, unfollow } from '#app/features/identity/index.server.ts'
import { findRoomBySlug } from '#app/features/live/rooms.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { sameOriginPath } from '#app/kernel/same-origin-path.ts'
import { requireAllowed } from '#app/routes-policy.ts'

const FollowForm = z.object({
  follow: z.enum(['on', 'off']),
  back: z.string().optional(),
})

/** Follows a room's host, or no longer: answers data to a page's script, and leads a plain form back to its page. */
export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await findVisitor(request)
  const room = await findRoomBySlug(params.room ?? '')
  // She is sent to sign in only for a host whom she could follow then.
  if (visitor === null) {
    const { view } = requireAllowed(null, 'room.watch', room)
    return redirect(`/sign-in?${new URLSearchParams({ back: `/live/${view.slug}` }).toString()}`)
  }
  const { hostId, view } = requireAllowed(visitor, 'room.follow', room)
  const form = await readForm(request, FollowForm)
  if (!form.ok) return form.reply
  const both = { followerId: visitor.personId, followedId: hostId }
  const follows = form.value.follow === 'on'
  if (!follows) await unfollow(both)
  else if (!(await follow(both)).ok) throw new Response(null, { status: 404 })
  if (wantsPage(request)) return redirect(sameOriginPath(form.value.back ?? `/live/${view.slug}`))
  return { follows, followers: await countFollowers(hostId) }
}

/** A browser that sends a form by itself wants a page; one that is told to by our script takes anything. */
function wantsPage(request: Request): boolean {
  return request.headers.get('Accept')?.includes('text/html') ?? false
}
