import type { PublishRefusal } from '#app/kernel/ingest-wire.ts'
import { done, refused } from '#app/kernel/outcome.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { looksLikePublishingSecret } from '#app/kernel/publishing-secret.ts'
import type { DiskRoom } from '../../free-space.ts'
import type { Credential, MediaHooks } from '../hooks.ts'
import type { MediaLog } from '../log.ts'
import { Places } from './places.ts'
import type { PlaceLimits } from './places.ts'
import type { PublisherLine, PublisherSession } from './session.ts'
import { createSparingLog } from './sparing-log.ts'

/** Somebody at the door; `address` is where the connection comes from, where that is known. */
export interface Visitor {
  credential: Credential
  address: string | undefined
  line: PublisherLine
}

/** Lets a publisher in by its credential, or says why not. Never rejects. */
export type Admit = (visitor: Visitor) => Promise<Outcome<PublisherSession, PublishRefusal>>

/** What those may take up of whom we do not know who they are. Whoever is admitted counts no longer. */
export interface StrangerLimits {
  /** Within so many milliseconds a connection has said who it is and has been believed, or is closed. */
  identifyMs: number
  /** Questions under way about who somebody is; and, on each wire, connections that were refused or said nothing yet. */
  places: PlaceLimits
}

export const strangerLimits: StrangerLimits = { identifyMs: 5_000, places: { total: 50, perAddress: 10 } }

/** A connection that we close ends within this time, in ms, whether its peer hears of it or not. */
export const closingGraceMs = 1_000

export interface AdmissionOptions {
  hooks: () => Promise<MediaHooks> | MediaHooks
  /** Takes the room's seat at once, or answers null where another publisher sits in it. */
  claim: (channel: string, line: PublisherLine) => PublisherSession | null
  /** How much room the disk has for recordings. */
  diskRoom: () => Promise<DiskRoom>
  /** Whether a broadcast is open in the room, on air or waiting for its publisher. */
  hasBroadcast: (channel: string) => boolean
  onRefused: (reason: PublishRefusal) => void
  places: PlaceLimits
  log: MediaLog
}

/** The door: asks who a publisher is and gives it the room's seat. Once shut it stays shut. */
export function createAdmission(options: AdmissionOptions) {
  const { claim, onRefused, log } = options
  const sparing = createSparingLog()
  const identify = createQuestions({ ...options, sparing })
  let open = true

  function refuse(reason: PublishRefusal, by: PublisherLine['kind']) {
    sparing.say({
      kind: reason,
      first: () => log.warn({ reason, by }, 'publisher refused'),
      again: (count) => log.warn({ reason, count }, 'publishers refused'),
    })
    onRefused(reason)
    return refused(reason)
  }

  const admit: Admit = async (visitor) => {
    const { line } = visitor
    const known = open ? await identify(visitor) : refused('server-stopped')
    if (!known.ok) return refuse(known.reason, line.kind)
    const { channel } = known.value
    if (!(await hasRoomFor(channel, options))) return refuse('disk-full', line.kind)
    if (!open) return refuse('server-stopped', line.kind)
    const session = claim(channel, counting(line, onRefused))
    if (!session) return refuse('already-publishing', line.kind)
    log.info({ channel, by: line.kind }, 'publisher admitted')
    return done(session)
  }

  return {
    admit,
    isOpen: () => open,
    shut() {
      open = false
      sparing.stop()
    },
  }
}

/** What cannot be kept is not begun; what is on air already may go on for as long as there is room to end it. */
async function hasRoomFor(
  channel: string,
  { diskRoom, hasBroadcast }: Pick<AdmissionOptions, 'diskRoom' | 'hasBroadcast'>,
): Promise<boolean> {
  const room = await diskRoom()
  return room === 'plenty' || (room === 'low' && hasBroadcast(channel))
}

function counting(line: PublisherLine, onRefused: AdmissionOptions['onRefused']): PublisherLine {
  return {
    ...line,
    refuse(reason) {
      onRefused(reason)
      line.refuse(reason)
    },
  }
}

interface Questions extends Pick<AdmissionOptions, 'hooks' | 'places' | 'log'> {
  sparing: ReturnType<typeof createSparingLog>
}

/** Asks the live feature who somebody is: about few at once, and not at all about what it never gave out. */
function createQuestions({ hooks, places, log, sparing }: Questions) {
  const asking = new Places(places)
  return async ({ credential, address }: Visitor) => {
    if (!looksLikePublishingSecret(credential.secret)) return refused('unknown-publisher')
    const leave = asking.take(address)
    if (!leave) return refused('try-again')
    try {
      return await (await hooks()).identifyPublisher(credential)
    } catch (error) {
      sparing.say({
        kind: 'unidentified',
        first: () => log.error({ err: error }, 'a publisher could not be identified'),
        again: (count) => log.error({ count }, 'publishers could not be identified'),
      })
      return refused('try-again')
    } finally {
      leave()
    }
  }
}
