import type { PublishRefusal } from '#app/kernel/ingest-wire.ts'
import { done, refused } from '#app/kernel/outcome.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import type { Credential, MediaHooks } from '../hooks.ts'
import type { MediaLog } from '../log.ts'
import type { PublisherLine, PublisherSession } from './session.ts'

/** Lets a publisher in by its credential, or says why not. Never rejects. */
export type Admit = (
  credential: Credential,
  line: PublisherLine,
) => Promise<Outcome<PublisherSession, PublishRefusal>>

export interface AdmissionOptions {
  hooks: () => Promise<MediaHooks> | MediaHooks
  /** Takes the room's seat at once, or answers null where another publisher sits in it. */
  claim: (channel: string, line: PublisherLine) => PublisherSession | null
  /** Whether the disk has room for a recording: what cannot be kept is not begun. */
  hasSpace: () => Promise<boolean>
  onRefused: (reason: PublishRefusal) => void
  log: MediaLog
}

/** The door: asks who a publisher is and gives it the room's seat. Once shut it stays shut. */
export function createAdmission({ hooks, claim, hasSpace, onRefused, log }: AdmissionOptions) {
  let open = true

  function refuse(reason: PublishRefusal, by: PublisherLine['kind']) {
    log.warn({ reason, by }, 'publisher refused')
    onRefused(reason)
    return refused(reason)
  }

  async function identify(credential: Credential) {
    try {
      return await (await hooks()).identifyPublisher(credential)
    } catch (error) {
      log.error({ err: error }, 'a publisher could not be identified')
      return refused('try-again')
    }
  }

  const admit: Admit = async (credential, line) => {
    const known = open ? await identify(credential) : refused('server-stopped')
    if (!known.ok) return refuse(known.reason, line.kind)
    if (!(await hasSpace())) return refuse('disk-full', line.kind)
    if (!open) return refuse('server-stopped', line.kind)
    const { channel } = known.value
    const counted = {
      ...line,
      refuse(reason: PublishRefusal) {
        onRefused(reason)
        line.refuse(reason)
      },
    }
    const session = claim(channel, counted)
    if (!session) return refuse('already-publishing', line.kind)
    log.info({ channel, by: line.kind }, 'publisher admitted')
    return done(session)
  }

  return { admit, isOpen: () => open, shut: () => void (open = false) }
}
