import { sayRefusals, type Answer, type Ask, type SayRefusal } from '../room-wire.ts'
import type { Unsettled } from './pending-messages.ts'

interface Sent {
  change: Partial<Unsettled>
  /** False where the line needs a moment before anything else is sent. */
  goesOn: boolean
}

/**
 * Sends one message. Where nothing is answered it waits, under its key, to be sent again: the server takes a key once.
 */
export async function sendMessage(
  { key, text }: Pick<Unsettled, 'key' | 'text'>,
  say: (input: Ask<'say'>) => Promise<Answer<'say'>> | undefined,
): Promise<Sent> {
  const answer = await Promise.resolve(say({ key, text })).catch(() => undefined)
  if (answer === undefined || (!answer.ok && answer.reason === 'not-entered'))
    return { change: { state: 'waiting' }, goesOn: false }
  if (answer.ok) return { change: { state: 'sending', seq: answer.value.seq }, goesOn: true }
  const reason = isSayRefusal(answer.reason) ? answer.reason : 'failed'
  return { change: { state: 'refused', reason }, goesOn: true }
}

/** Every refusal of a message has its words; any other reason is a failure of ours. */
function isSayRefusal(reason: string): reason is SayRefusal {
  return (sayRefusals as readonly string[]).includes(reason)
}
