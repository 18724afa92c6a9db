import { identityPolicy } from './features/identity/index.ts'
import { livePolicy } from './features/live/index.ts'
import { shopPolicy } from './features/shop/index.ts'
import { trainingPolicy } from './features/training/index.ts'
import { unionPolicy } from './features/union/index.ts'

/** The one policy: each feature brings its rows, and here they stand together. */
const policy = { ...identityPolicy, ...unionPolicy, ...shopPolicy, ...livePolicy, ...trainingPolicy }
export type Action = keyof typeof policy

/** May this visitor do this to this subject? Rooms, recordings and all else are asked about here and nowhere else. */
export function can<Asked extends Action>(
  visitor: Parameters<(typeof policy)[Asked]>[0],
  action: Asked,
  subject: Parameters<(typeof policy)[Asked]>[1],
): boolean {
  const row = policy[action] as (visitor: unknown, subject: unknown) => boolean
  return row(visitor, subject)
}

/**
 * The subject, where this visitor may do this to it. Else a 404: what she may not see does not exist for
 * her.
 */
export function requireAllowed<Asked extends Action, Subject extends Parameters<(typeof policy)[Asked]>[1]>(
  visitor: Parameters<(typeof policy)[Asked]>[0],
  action: Asked,
  subject: Subject | null,
): Subject {
  if (subject === null || !can(visitor, action, subject)) throw new Response(null, { status: 404 })
  return subject
}

/**
 * Who reaches which URL: `public` for anyone, `development` for nobody on a real server, `owner` for whom the row
 * itself names (a file's owner and visibility), or the action that the policy decides. Every file in app/routes has
 * its line; a test walks them.
 */
export const routePolicy: Record<string, 'public' | 'development' | 'owner' | Action> = {
  $: 'public',
  _index: 'public',
  admin: 'people.govern',
  'admin_.people': 'people.govern',
  'admin_.rooms': 'room.open',
  'assist.$token': 'account.keep',
  // Whoever is signed in: what is against her buying, the page says.
  'buy.$variant': 'account.keep',
  // Anyone sees a ticket; who gets one, the claim itself decides.
  'claim.$coupon': 'public',
  'dev.publish': 'development',
  'dev.publish_.ticket': 'development',
  divisions: 'public',
  // Anyone sees what is held and where; to sign up she signs in.
  'events._index': 'public',
  'events.$event': 'public',
  // Whoever scans the screen is let in by its code, and then signs in.
  'check-in.$event': 'public',
  // Whoever teaches at one event has her list of events there.
  'teach._index': 'account.keep',
  'teach_.courses': 'course.teach',
  'teach_.courses_.$course': 'course.teach',
  'teach_.courses_.$course_.preview': 'course.teach',
  'teach_.courses_.$course_.$lesson': 'course.teach',
  'teach_.courses_.$course_.$lesson_.save': 'course.teach',
  'teach_.pictures': 'course.teach',
  'teach_.certificates': 'certificate.govern',
  'teach_.certificates_.$number': 'certificate.govern',
  'teach_.events': 'account.keep',
  'teach_.events_.$event': 'event.keep',
  'teach_.events_.$event_.screen': 'event.keep',
  'teach_.events_.$event_.edit': 'event.keep',
  'teach_.events_.$event_.sheet': 'event.keep',
  'teach_.events_.$event_.attendance[.]xlsx': 'event.keep',
  'teach_.events_.$event_.door': 'event.keep',
  'teach_.events_.$event_.entries': 'event.keep',
  'teach_.films_.$draft': 'course.teach',
  'teach_.films_.$draft_.state': 'course.teach',
  'teach_.films_.upload': 'course.teach',
  // Only whoever began it, and only as long as she teaches.
  'teach_.films_.upload_.$film': 'owner',
  'files.$id': 'owner',
  'join.$code': 'public',
  'certificate._index': 'public',
  'certificate.$number': 'public',
  'certificate.$number_.pdf': 'certificate.own',
  'learn._index': 'public',
  // Anyone sees a course; to begin it she signs in.
  'learn.$course': 'public',
  'learn.$course_.$lesson': 'course.learn',
  'learn.$course_.certificate': 'course.learn',
  'learn.reports': 'account.keep',
  'live.$room': 'room.watch',
  'live.$room_.follow': 'room.follow',
  'live.$room_.poster': 'room.watch',
  me: 'account.keep',
  'me_.coupons': 'account.keep',
  'me_.devices': 'account.keep',
  'me_.news': 'account.keep',
  'me_.picture': 'account.keep',
  'me_.union': 'account.keep',
  'me_.union_.apply': 'account.keep',
  'me_.union_.data': 'account.keep',
  'me_.union_.data_.download': 'account.keep',
  'me_.union_.transfer': 'account.keep',
  'orders._index': 'account.keep',
  'orders.$order': 'order.own',
  'orders.$order_.pay': 'order.own',
  preferences: 'public',
  'replay.$broadcast': 'replay.watch',
  'replay.$broadcast_.timeline': 'replay.watch',
  'sell_.coupons': 'shop.keep',
  'sell_.orders': 'shop.keep',
  'sell_.orders_.$order': 'shop.keep',
  'sell_.orders_.counts': 'shop.keep',
  'sell._index': 'account.keep',
  'sell_.shop': 'shop.keep',
  'sell_.products': 'shop.keep',
  'sell_.products_.$product': 'shop.keep',
  'buy._index': 'public',
  'product.$product': 'product.see',
  'shop.$shop': 'public',
  'setup.$token': 'public',
  'sign-in': 'public',
  'sign-out': 'public',
  'stripe.webhook': 'public',
  'studio.$room': 'room.moderate',
  'studio.$room_.assist': 'room.moderate',
  'studio.$room_.assistants': 'room.manage',
  'studio.$room_.settings': 'room.manage',
  'studio.$room_.ticket': 'room.host',
  'studio._index': 'account.keep',
  'union._index': 'union.work',
  'union_.applications': 'union.work',
  'union_.applications_.$application': 'union.work',
  'union_.figures': 'union.work',
  'union_.figures_.rows': 'union.work',
  'union_.figures_.table': 'union.work',
  'union_.import': 'union.work',
  'union_.import_.$import': 'organisation.keep',
  'union_.import_.$import_.refused[.]xlsx': 'organisation.keep',
  'union_.members_.export': 'union.work',
  'union_.members': 'union.work',
  'union_.members_.$member': 'union.work',
  'union_.organisations': 'union.work',
  'union_.organisations_.$organisation': 'organisation.keep',
  'union_.transfers': 'union.work',
}
