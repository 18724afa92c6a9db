import type { TrainingEvent } from '#app/generated/prisma/client.ts'
import type { Attendance, CheckInWay } from '#app/generated/prisma/enums.ts'
import { findWho, readPasses, type CodeRefusal, type Who } from '#app/features/union/index.server.ts'
import { readMemberNumber } from '#app/features/union/index.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { arrivalState, doorAt, doorTime, queueLife, type DoorRefusal } from './events.ts'
import type { DoorBatch, DoorEntry } from './event-forms.ts'
import { letIn, type AtDoor, type LetIn } from './let-in.server.ts'

/** Why somebody is not let in. 'too-old': noted more than a day ago; 'unknown': no such number, or nobody of that name here. */
export type EntryRefusal = CodeRefusal | DoorRefusal | 'unknown' | 'no-place' | 'spent' | 'too-old'

/** What became of one entry of a batch. */
export interface DoorAnswer {
  key: string
  result: 'in' | 'already' | EntryRefusal
  name: string | null
  state: Attendance | null
  /** Milliseconds since 1970: when she was checked in. */
  cameAt: number | null
}

type Timed = DoorEntry & { moment: Date; queued: boolean }

/**
 * Checks in what a door noted, at once or up to a day later, each by the moment at which it was noted. The same batch may come
 * again, whole or in part: nothing is doubled and every entry gets the answer that stands.
 */
export function checkIn(
  { eventId, sentAt, entries }: DoorBatch & { eventId: string },
  { actor, now = new Date() }: { actor: Actor & { kind: 'person' }; now?: Date },
): Promise<Outcome<DoorAnswer[], 'absent'>> {
  const deed = { actor, action: 'event.check-in', subject: `event:${eventId}` }
  return transact(deed, async (tx, refuse, note) => {
    const event = await tx.trainingEvent.findUnique({ where: { id: eventId } })
    if (event === null) throw refuse('absent')
    const timed = entries.map((entry) => {
      const moment = doorTime(entry.at, { sentAt, now: now.getTime() })
      return { ...entry, moment: new Date(moment), queued: now.getTime() - moment > 60_000 }
    })
    const judged = await judge(tx, event, { entries: timed, now })
    const people = judged.flatMap(({ at }) => at ?? [])
    const answers = await letIn(tx, event, { people, byId: actor.id, now })
    note({ after: { entries: entries.length, in: [...answers.values()].filter(isIn).length } })
    return judged.map((entry) => answerTo(entry, answers.get(entry.key)))
  })
}

interface Judged {
  key: string
  name: string | null
  /** Null where she is not let in, for this reason. */
  at: AtDoor | null
  reason: EntryRefusal | null
}

async function judge(
  tx: Transaction,
  event: TrainingEvent,
  { entries, now }: { entries: readonly Timed[]; now: Date },
): Promise<Judged[]> {
  const scans = entries.flatMap((entry) =>
    entry.kind === 'pass' ? [{ key: entry.key, code: entry.code, at: entry.moment }] : [],
  )
  const passes = await readPasses(tx, scans)
  const whos = await findWho(tx, await namedBy(tx, event.id, { entries, passes }))
  return entries.map((entry, place) => {
    const who = whos[place] ?? null
    const pass = passes.get(entry.key)
    const reason = typeof pass === 'string' ? pass : refusalOf(event, entry, { who, now })
    const name = who?.name ?? null
    if (reason !== null || who === null)
      return { key: entry.key, name, at: null, reason: reason ?? 'unknown' }
    const passStep = typeof pass === 'object' ? pass.step : undefined
    return { key: entry.key, name, reason: null, at: { ...arrivalOf(event, entry, who), passStep } }
  })
}

/** How each entry names somebody. */
async function namedBy(
  tx: Transaction,
  eventId: string,
  { entries, passes }: { entries: readonly Timed[]; passes: Awaited<ReturnType<typeof readPasses>> },
) {
  const tapped = entries.flatMap((entry) => (entry.kind === 'tap' ? [entry.signUp] : []))
  const signUps = await tx.eventSignUp.findMany({ where: { eventId, id: { in: tapped } } })
  const byId = new Map(signUps.map((row) => [row.id, { personId: row.personId, memberId: row.memberId }]))
  return entries.map((entry) => {
    if (entry.kind === 'tap') return byId.get(entry.signUp) ?? {}
    if (entry.kind === 'number') return { number: readMemberNumber(entry.number) }
    const pass = passes.get(entry.key)
    return typeof pass === 'object' ? { personId: pass.personId } : {}
  })
}

function refusalOf(
  event: TrainingEvent,
  entry: Timed,
  { who, now }: { who: Who | null; now: Date },
): EntryRefusal | null {
  if (who === null) return 'unknown'
  if (now.getTime() - entry.moment.getTime() > queueLife) return 'too-old'
  const door = doorAt(event, entry.moment)
  if (door === 'open' || door === 'cancelled') return door === 'open' ? null : door
  const state = entry.kind === 'pass' ? undefined : entry.state
  if (state === undefined) return door
  // A lecturer enters from paper after the end, and notes beforehand who has asked to be excused.
  return door === 'event-over' || state === 'excused' || state === 'absent' ? null : door
}

const ways = { pass: 'pass', tap: 'tapped', number: 'typed' } as const satisfies Record<string, CheckInWay>

function arrivalOf(event: TrainingEvent, entry: Timed, { personId, memberId }: Who): AtDoor {
  const { key, kind, moment, queued } = entry
  const said = kind === 'pass' ? undefined : entry.state
  return {
    ...{ key, personId, memberId, queued, way: ways[kind] },
    // From paper, after the end: nobody came later than it.
    cameAt: moment > event.endsAt ? event.endsAt : moment,
    state: said ?? arrivalState(event, moment),
    corrects: said !== undefined,
    always: said !== undefined,
  }
}

function answerTo({ key, name, reason }: Judged, came: LetIn | undefined): DoorAnswer {
  if (came === undefined || !('state' in came))
    return { key, name, state: null, cameAt: null, result: came?.result ?? reason ?? 'unknown' }
  return { key, name, result: came.result, state: came.state, cameAt: came.cameAt.getTime() }
}

function isIn({ result }: LetIn): boolean {
  return result === 'in'
}
