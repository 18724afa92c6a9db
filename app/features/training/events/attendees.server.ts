import type { CheckIn, Prisma } from '#app/generated/prisma/client.ts'
import { keyOf, listCheckIns } from '#app/features/union/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import type { AttendanceList } from './attendance-page.tsx'
import type { DoorName } from './door-names.tsx'
import type { Attendee, AttendeeCheckIn } from './event-view.ts'
import { occasionOf } from './events.ts'
import type { SheetLine } from './sheet-page.tsx'

/** Somebody on the list, with what only searches and sheets need. */
export interface ListedAttendee extends Attendee {
  /** As her name sounds; '' where nobody has written it down. */
  pinyin: string
  /** Whose member she is now. */
  organisation: string | null
  signedUpAt: Date | null
}

const who = {
  person: { select: { name: true } },
  member: {
    select: {
      ...{ name: true, number: true, pinyin: true },
      memberships: { where: { until: null }, select: { organisation: { select: { name: true } } } },
    },
  },
} as const satisfies Prisma.EventSignUpInclude

type Who = Pick<
  Prisma.EventSignUpGetPayload<{ include: typeof who }>,
  'person' | 'member' | 'personId' | 'memberId'
>

/** Everybody on an event's list, by the sound of their names, with what the log says of each. */
export async function listAttendees(eventId: string): Promise<ListedAttendee[]> {
  const [signUps, log] = await Promise.all([
    database().eventSignUp.findMany({ where: { eventId, state: { not: 'withdrawn' } }, include: who }),
    listCheckIns(occasionOf(eventId)),
  ])
  const rows = new Map(log.flatMap((row) => [row.personId, row.memberId].map((id) => [id, row] as const)))
  const onList = new Set<string>()
  const listed = signUps.map(({ id, state, walkIn, at, ...row }): ListedAttendee => {
    const logged = rows.get(keyOf(row)) ?? (row.memberId === null ? undefined : rows.get(row.memberId))
    if (logged !== undefined) onList.add(logged.id)
    return { ...attendee(row, logged), signUp: id, state, walkIn, signedUpAt: at }
  })
  const others = await onlyLogged(log.filter(({ id }) => !onList.has(id)))
  const byName = new Intl.Collator('zh-CN-u-co-pinyin')
  return [...listed, ...others].sort((one, other) => byName.compare(one.name, other.name))
}

/** Whom a lecturer has marked though she is not on the list. */
async function onlyLogged(log: readonly CheckIn[]): Promise<ListedAttendee[]> {
  if (log.length === 0) return []
  const rows = await database().checkIn.findMany({
    where: { id: { in: log.map(({ id }) => id) } },
    include: who,
  })
  return rows.map((row) => ({ ...attendee(row, row), signUp: null, state: null, signedUpAt: null }))
}

function attendee({ person, member }: Who, logged: CheckIn | undefined) {
  return {
    name: member?.name ?? person?.name ?? '',
    number: member?.number ?? null,
    pinyin: member?.pinyin ?? '',
    organisation: member?.memberships[0]?.organisation.name ?? null,
    walkIn: false,
    checkIn: logged === undefined ? null : checkInOf(logged),
  }
}

function checkInOf({ id, state, way, cameAt }: CheckIn): AttendeeCheckIn {
  return { id, state, way, at: cameAt.getTime() }
}

/** Those whose name, sound or number has what was typed; everybody where nothing was. */
export function searchAttendees(people: readonly ListedAttendee[], typed: string): ListedAttendee[] {
  const wanted = typed.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
  return people.filter(
    ({ name, pinyin, number }) =>
      wanted === '' ||
      name.replace(/\s+/g, '').toLowerCase().includes(wanted) ||
      pinyin.split(' ').some((sound) => sound.startsWith(wanted)) ||
      (/^\d{3,}$/.test(wanted) && (number ?? '').includes(wanted)),
  )
}

/** What a page of the list shows of somebody, and no more. */
export function shownAttendee({
  pinyin: _sound,
  organisation: _organisation,
  signedUpAt: _at,
  ...shown
}: ListedAttendee): Attendee {
  return shown
}

const onPage = 50

/** A page of the list, whole or narrowed to those who are looked for. */
export async function attendanceList(
  eventId: string,
  { find, page: asked }: { find: string; page: number },
): Promise<AttendanceList> {
  const all = await listAttendees(eventId)
  const found = searchAttendees(all, find)
  const pages = Math.max(1, Math.ceil(found.length / onPage))
  const page = Math.min(asked, pages - 1)
  return {
    people: found.slice(page * onPage, (page + 1) * onPage).map(shownAttendee),
    came: all.filter(({ checkIn }) => checkIn?.state === 'present' || checkIn?.state === 'late').length,
    ...{ count: found.length, page, pages, find },
  }
}

/** Whoever has a place or waits, as she stands on paper. */
export async function sheetLines(eventId: string): Promise<SheetLine[]> {
  const people = await listAttendees(eventId)
  return people.flatMap(({ signUp, name, number }) =>
    signUp === null ? [] : [{ key: signUp, name, number }],
  )
}

/** The list for the door's page, which keeps it on the phone: names, and of a number no more than tells two apart. */
export async function doorNames(eventId: string): Promise<DoorName[]> {
  const people = await listAttendees(eventId)
  return people.flatMap(({ signUp, name, number, pinyin, checkIn }) => {
    const came = checkIn?.state === 'present' || checkIn?.state === 'late'
    if (signUp === null) return []
    return [{ signUp, name, lastDigits: number?.slice(-3) ?? '', sound: pinyin, came }]
  })
}
