import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrivalState, doorAt, doorTime } from './events.ts'
import { endsAt, minute, startsAt } from './testing.server.ts'

const event = { startsAt, endsAt, lateAfterMinutes: 15, cancelledAt: null }

test('the door opens an hour before the beginning and closes with the end', () => {
  fc.assert(
    fc.property(fc.integer({ min: -300, max: 300 }), (minutes) => {
      const expected = minutes < -60 ? 'too-early' : minutes > 120 ? 'event-over' : 'open'
      expect(doorAt(event, minute(minutes))).toBe(expected)
      expect(doorAt({ ...event, cancelledAt: minute(-600) }, minute(minutes))).toBe('cancelled')
    }),
  )
})

test('whoever comes after the minutes of grace is late', () => {
  fc.assert(
    fc.property(fc.integer({ min: -60, max: 120 }), (minutes) => {
      expect(arrivalState(event, minute(minutes))).toBe(minutes > 15 ? 'late' : 'present')
    }),
  )
})

test('what a door noted is as long ago as its own clock says, however wrong that clock is, and never later than now', () => {
  const now = startsAt.getTime()
  fc.assert(
    fc.property(
      fc.integer({ min: -86_400_000, max: 86_400_000 }),
      fc.integer({ min: 0, max: 86_400_000 }),
      (wrong, ago) => {
        const sentAt = now + wrong
        const moment = doorTime(sentAt - ago, { sentAt, now })
        expect(moment).toBeLessThanOrEqual(now)
        expect(Math.abs(moment - (now - ago))).toBeLessThanOrEqual(30_000)
      },
    ),
  )
})
