import { withNumbers } from '#app/kernel/forms.ts'
import type { FormRefusal } from '#app/kernel/forms.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { dropCaptions, setCaptions, type CaptionsRefusal } from './captions.server.ts'
import { dropClip, setClip } from './clips.server.ts'
import type { MediaDeed } from './films.ts'
import { dropFilm, giveUpFilm } from './films.server.ts'

interface Keeper {
  /** The key of a draft's lesson. */
  lesson: string
  personId: string
}

type Refusal = 'absent' | 'no-replay' | 'past-end' | CaptionsRefusal

/** Does one deed to the film or clip of a draft's lesson; answers, where it is refused, what its form says. */
export async function keepMedia(keeper: Keeper, deed: MediaDeed): Promise<FormRefusal | null> {
  const kept = await work(keeper, deed)
  return kept.ok ? null : wordsOf(kept.reason)
}

async function work(
  keeper: Keeper,
  deed: MediaDeed,
): Promise<Outcome<void, 'absent' | 'no-replay' | 'past-end'> | { ok: false; reason: CaptionsRefusal }> {
  switch (deed.deed) {
    case 'captions':
      return setCaptions({ ...keeper, bytes: new Uint8Array(await deed.file.arrayBuffer()) })
    case 'drop-captions':
      return dropCaptions(keeper)
    case 'drop-film':
      return orGone(dropFilm(keeper))
    case 'give-up':
      return orGone(giveUpFilm(keeper))
    case 'clip':
      return setClip({ ...keeper, replay: deed.replay, from: deed.from, to: deed.to })
    case 'drop-clip':
      return dropClip(keeper)
  }
}

/** What is gone already was to go. */
async function orGone(deed: Promise<Outcome<void, 'absent'>>): Promise<Outcome<void>> {
  await deed
  return { ok: true, value: undefined }
}

function wordsOf(reason: Refusal): FormRefusal {
  if (typeof reason === 'object')
    return { file: withNumbers(`films:captions.wrong.${reason.fault}`, { line: reason.line }) }
  if (reason === 'no-replay') return { replay: 'films:clip.replayGone' }
  if (reason === 'past-end') return { to: 'films:clip.pastEnd' }
  return 'films:absent'
}
