import { spacedMemberNumber } from '#app/features/union/index.ts'
import { formatDay, formatDayAndTime, formatTime } from '#app/kernel/clock.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { runInWorker } from '#app/kernel/workers.server.ts'
import type { AttendanceSheet } from './attendance-sheet.ts'
import { listAttendees, type ListedAttendee } from './attendees.server.ts'
import { texts } from './event-texts.ts'
import type { EventView } from './event-view.ts'

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The attendance list of an event as a workbook. Who took it, and how many are on it, is kept. */
export async function exportAttendance(
  event: EventView,
  { actor, language, now = new Date() }: { actor: Actor; language: Language; now?: Date },
): Promise<Response> {
  const people = await listAttendees(event.id)
  const book = await runInWorker<Uint8Array>('attendance', sheetOf(event, people, { language, now }))
  const deed = { actor, action: 'event.export-attendance', subject: `event:${event.id}` }
  await transact(deed, async (_tx, _refuse, note) => note({ after: { count: people.length } }))
  const day = new Date(event.startsAt + 8 * 3_600_000).toISOString().slice(0, 10)
  const name = `${texts[language].sheet.file}-${day}.xlsx`
  return new Response(Buffer.from(book), {
    headers: {
      'Content-Type': workbook,
      'Content-Disposition': `attachment; filename="attendance.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** The list in words: who, when she signed up and came, how she was checked in, and what stands. */
export function sheetOf(
  event: EventView,
  people: readonly ListedAttendee[],
  { language, now }: { language: Language; now: Date },
): AttendanceSheet {
  const words = texts[language]
  const { column } = words.sheet
  const moment = (at: Date | number | null) => (at === null ? '' : formatDayAndTime(at, language, now))
  const when = `${formatDay(event.startsAt, language, now)} ${formatTime(event.startsAt)}–${formatTime(event.endsAt)}`
  return {
    name: words.sheet.file,
    about: [event.title[language], `${when} · ${event.venue} · ${event.organisation}`],
    headings: [
      ...[column.name, column.number, column.organisation, column.signedUp],
      ...[column.cameAt, column.way, column.state],
    ],
    rows: people.map(({ name, number, organisation, signedUpAt, walkIn, state, checkIn }) => [
      name,
      number === null ? '' : spacedMemberNumber(number),
      organisation ?? '',
      walkIn ? words.teach.walkIn : moment(signedUpAt),
      checkIn !== null && hasCome(checkIn) ? moment(checkIn.at) : '',
      checkIn === null ? '' : words.way[checkIn.way],
      checkIn === null ? (state === 'waiting' ? words.teach.waiting : '') : words.state[checkIn.state],
    ]),
  }
}

function hasCome({ state }: { state: string }): boolean {
  return state === 'present' || state === 'late'
}
