import { isMacOf, macOf } from '#app/features/union/index.server.ts'
import { freshness, readScreenCode, stepAt, stepMs, writeScreenCode } from '#app/features/union/index.ts'
import { database } from '#app/kernel/database.server.ts'
import { env } from '#app/kernel/env.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { done, refused } from '#app/kernel/outcome.ts'
import { openPersonal } from '#app/kernel/personal.server.ts'

/** An address for the screen, and the moments between which it is shown, in milliseconds since 1970. */
export interface ScreenCode {
  address: string
  from: number
  until: number
}

/** What the screen shows from `now` on: so many codes, one after the other. */
export async function screenCodes(eventId: string, { count, now }: { count: number; now: Date }) {
  const { secretCipher } = await database().trainingEvent.findUniqueOrThrow({ where: { id: eventId } })
  const secret = openPersonal(secretCipher)
  const first = stepAt(now.getTime())
  return Array.from({ length: count }, (_, place): ScreenCode => {
    const step = first + place
    const code = writeScreenCode({ step, mac: macOf({ kind: 'event', id: eventId, step, secret }) })
    const address = new URL(`/check-in/${eventId}?code=${code}`, env().publicUrl).href
    return { address, from: step * stepMs, until: (step + 1) * stepMs }
  })
}

/** Whether this code is on the event's screen now. 'expired': it was, as on a photo. */
export async function readScreen(
  { eventId, code }: { eventId: string; code: string },
  now = new Date(),
): Promise<Outcome<void, 'absent' | 'forged' | 'expired'>> {
  const event = await database().trainingEvent.findUnique({ where: { id: eventId } })
  if (event === null) return refused('absent')
  const read = readScreenCode(code)
  const secret = openPersonal(event.secretCipher)
  if (read === null || !isMacOf(read.mac, { kind: 'event', id: eventId, step: read.step, secret }))
    return refused('forged')
  return freshness(read.step, now.getTime()) === 'fresh' ? done(undefined) : refused('expired')
}
