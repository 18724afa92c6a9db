import { findReplay, listNewestReplays } from '#app/features/live/index.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { refused } from '#app/kernel/outcome.ts'
import { placeAsked, placeText, type PlaceInList } from '#app/kernel/page-number.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { longestFind, type ReplayChoice, type ReplayOffer } from './films.ts'
import { lockDraftLesson } from './lock-lesson.server.ts'

/** So many replays are on a page. */
const onPage = 40

/** Which replays somebody wants to choose from. */
export interface AskedReplays {
  find: string
  before?: PlaceInList | undefined
}

/** What an address asks for (`?find=` and `?before=`); the newest where it asks for nothing. */
export function replaysAsked(request: Request): AskedReplays {
  const typed = new URL(request.url).searchParams.get('find') ?? ''
  const find = typed.replaceAll('\0', '').trim().slice(0, longestFind)
  return { find, before: placeAsked(request) }
}

/**
 * Whose replays may be used: every one that anybody may watch. A learner sees nothing in a lesson that its host has not shown
 * to everybody, and what the host takes down is gone from the lesson as well.
 */
export async function offerReplays({ find, before }: AskedReplays): Promise<ReplayOffer> {
  const words = find.split(/\s+/).filter(Boolean)
  const found = await listNewestReplays(onPage + 1, { words, before })
  const replays = found.slice(0, onPage).map(choiceOf)
  const last = found.length > onPage ? replays.at(-1) : undefined
  return {
    ...{ find, before: before === undefined ? '' : placeText(before), replays },
    older: last === undefined ? null : placeText({ at: new Date(last.startedAt), id: last.id }),
  }
}

/** A replay that may be used; null where there is none such, or no more. */
export async function findReplayChoice(broadcastId: string): Promise<ReplayChoice | null> {
  const replay = await findReplay(broadcastId)
  return replay?.open ? choiceOf(replay.view) : null
}

function choiceOf(replay: {
  id: string
  title: string
  startedAt: string
  durationSeconds: number
  room: { host: { name: string } }
}): ReplayChoice {
  const { id, title, startedAt, durationSeconds, room } = replay
  return { id, title, host: room.host.name, startedAt, seconds: durationSeconds }
}

/** Sets the stretch of a replay that a draft's lesson shows, in milliseconds from the recording's beginning. */
export async function setClip({
  lesson: key,
  personId,
  ...clip
}: {
  lesson: string
  personId: string
  replay: string
  from: number
  to: number
}): Promise<Outcome<void, 'absent' | 'no-replay' | 'past-end'>> {
  const replay = await findReplayChoice(clip.replay)
  if (replay === null) return refused('no-replay')
  // What is typed from a player that rounds up is not refused for the last tenth of a second.
  const end = Math.ceil(replay.seconds * 1000)
  if (clip.to > end + 1000 || clip.from >= end) return refused('past-end')
  const data = { broadcastId: replay.id, fromMs: clip.from, toMs: Math.min(clip.to, end) }
  return transact<void, 'absent'>(
    { actor: { kind: 'person', id: personId }, action: 'lesson.set-clip', subject: `lesson:${key}` },
    async (tx, refuse, note) => {
      const lesson = await lockDraftLesson(tx, { key, kind: 'clip' })
      if (lesson === null) throw refuse('absent')
      await tx.lesson.update({ where: { id: lesson.id }, data })
      note({ before: { broadcast: lesson.broadcastId }, after: data })
    },
  )
}

/** A draft's lesson shows no clip any more. */
export function dropClip({
  lesson: key,
  personId,
}: {
  lesson: string
  personId: string
}): Promise<Outcome<void, 'absent'>> {
  return transact<void, 'absent'>(
    { actor: { kind: 'person', id: personId }, action: 'lesson.drop-clip', subject: `lesson:${key}` },
    async (tx, refuse) => {
      const lesson = await lockDraftLesson(tx, { key, kind: 'clip' })
      if (lesson === null) throw refuse('absent')
      await tx.lesson.update({
        where: { id: lesson.id },
        data: { broadcastId: null, fromMs: null, toMs: null },
      })
    },
  )
}
