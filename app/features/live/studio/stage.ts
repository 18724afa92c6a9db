import type { PublisherState } from '../publisher/publisher-state.ts'
import type { Running } from './running.ts'

/**
 * What the host's page shows. before: preview and checks · starting: the press was taken · on-air · over: the summary ·
 * elsewhere: on air from OBS or another phone · waiting: a broadcast that dropped waits for her to go on.
 */
export type Stage = 'before' | 'starting' | 'on-air' | 'over' | 'elsewhere' | 'waiting'

/** From where this page's publisher stands and what the server knows. `wasOnAir`: this page has been on air before. */
export function stageOf({
  state,
  running,
  wasOnAir,
}: {
  state: PublisherState['name']
  running: Pick<Running, 'state'> | null
  wasOnAir: boolean
}): Stage {
  switch (state) {
    case 'preparing':
    case 'connecting':
      return 'starting'
    case 'on-air':
      return 'on-air'
    // The first line may be lost before anybody saw her.
    case 'reconnecting':
      return wasOnAir ? 'on-air' : 'starting'
    case 'idle':
    case 'ended':
    case 'refused':
      if (state === 'ended' && wasOnAir) return 'over'
      if (running !== null) return running.state === 'on-air' ? 'elsewhere' : 'waiting'
      return state === 'refused' && wasOnAir ? 'over' : 'before'
  }
}
