import { z } from 'zod'
import { checkIn, type DoorAnswer } from './check-in.server.ts'
import { DoorBatch, DoorEntry } from './event-forms.ts'

const Envelope = z.object({ sentAt: DoorBatch.shape.sentAt, entries: z.array(z.unknown()).max(500) })
const Keyed = z.object({ key: z.string().max(100) })

/**
 * Takes in what a door's page sends. An entry that cannot be read is answered as 'unknown' by its key, so that it does not hold
 * up those behind it; null for what is no batch at all.
 */
export async function receiveBatch(
  sent: unknown,
  { eventId, personId, now = new Date() }: { eventId: string; personId: string; now?: Date },
): Promise<DoorAnswer[] | null> {
  const envelope = Envelope.safeParse(sent)
  if (!envelope.success) return null
  const { sentAt } = envelope.data
  const entries: DoorEntry[] = []
  const unread: DoorAnswer[] = []
  for (const one of envelope.data.entries) {
    const entry = DoorEntry.safeParse(one)
    const keyed = Keyed.safeParse(one)
    if (entry.success) entries.push(entry.data)
    else if (keyed.success)
      unread.push({ key: keyed.data.key, result: 'unknown', name: null, state: null, cameAt: null })
  }
  if (entries.length === 0) return unread
  const actor = { kind: 'person', id: personId } as const
  const answered = await checkIn({ eventId, sentAt, entries }, { actor, now })
  return answered.ok ? [...answered.value, ...unread] : null
}
