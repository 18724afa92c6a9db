import type { TrainingEvent } from '#app/generated/prisma/client.ts'
import { notify } from '#app/features/identity/index.server.ts'
import { formatDay, formatTime } from '#app/kernel/clock.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { pathOf, tellInvolved, titlesOf } from './places.server.ts'

export interface Changed {
  before: TrainingEvent
  event: TrainingEvent
  /** Who taught at it, and who does now. */
  taught: readonly string[]
  teach: readonly string[]
  /** Who changed it: she knows. */
  byId: string | null
}

/**
 * Tells whoever signed up and whoever still teaches of another time, place or title; whoever teaches from now on, and whoever
 * no longer does, of that.
 */
export async function tellChanges(
  tx: Transaction,
  { before, event, taught, teach, byId }: Changed,
  now: Date,
): Promise<void> {
  const [added, gone] = [without(teach, taught), without(taught, teach)]
  const params = { ...titlesOf(event), ...whenOf(event, now) }
  // Whoever no longer teaches cannot open its page among those that she keeps.
  for (const [people, kind, path] of [
    [added, 'events:news.teaches', `/teach${pathOf(event)}`],
    [gone, 'events:news.teachesNoMore', pathOf(event)],
  ] as const)
    for (const personId of without(people, [byId])) await notify(tx, { personId, kind, params, path }, now)
  const involved = { event, lecturerIds: without(teach, added), except: [byId, ...added] }
  if (before.titleZh !== event.titleZh || before.titleEn !== event.titleEn) {
    const renamed = { ...titlesOf(event), old: before.titleZh, oldEn: before.titleEn }
    await tellInvolved(tx, { ...involved, kind: 'events:news.renamed', params: renamed }, now)
  }
  const isMoved = +before.startsAt !== +event.startsAt || +before.endsAt !== +event.endsAt
  const isElsewhere = before.venue !== event.venue
  if (!isMoved && !isElsewhere) return
  const what = isMoved ? (isElsewhere ? 'movedBoth' : 'movedTime') : 'movedPlace'
  const moved = { ...params, venue: event.venue }
  await tellInvolved(tx, { ...involved, kind: `events:news.${what}`, params: moved }, now)
}

function without(people: readonly string[], others: readonly (string | null)[]): string[] {
  return people.filter((id) => !others.includes(id))
}

/** "3月8日 14:00–16:00" for a sentence, in both languages. */
function whenOf({ startsAt, endsAt }: Pick<TrainingEvent, 'startsAt' | 'endsAt'>, now: Date) {
  const hours = `${formatTime(startsAt)}–${formatTime(endsAt)}`
  return {
    when: `${formatDay(startsAt, 'zh', now)} ${hours}`,
    whenEn: `${formatDay(startsAt, 'en', now)}, ${hours}`,
  }
}
