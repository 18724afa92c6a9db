/**
 * What the viewer is told about the picture.
 * `waiting-for-host`: the network is good and nothing new comes. `needs-tap`: the browser refused to play by itself.
 */
export type PlayerStage =
  'connecting' | 'playing' | 'waiting-for-host' | 'reconnecting' | 'needs-tap' | 'ended' | 'unsupported'

/** From an ended or unsupported picture only a new player leads on. */
export const playerMoves = {
  connecting: ['playing', 'waiting-for-host', 'reconnecting', 'needs-tap', 'ended', 'unsupported'],
  playing: ['connecting', 'waiting-for-host', 'reconnecting', 'needs-tap', 'ended'],
  'waiting-for-host': ['connecting', 'playing', 'reconnecting', 'needs-tap', 'ended'],
  reconnecting: ['connecting', 'playing', 'waiting-for-host', 'needs-tap', 'ended', 'unsupported'],
  'needs-tap': ['connecting', 'playing', 'ended'],
  ended: [],
  unsupported: [],
} as const satisfies Record<PlayerStage, readonly PlayerStage[]>

export function nextStage(from: PlayerStage, to: PlayerStage): PlayerStage {
  const moves: readonly PlayerStage[] = playerMoves[from]
  return moves.includes(to) ? to : from
}

const firstRetry = 500
const longestRetry = 8000

/**
 * Milliseconds to wait before trying for the `attempt`th time again (0 is the first). `chance` in 0–1 spreads viewers,
 * so that a server that comes back is not met by all of them at once.
 */
export function retryDelay(attempt: number, chance: number): number {
  const delay = Math.min(longestRetry, firstRetry * 2 ** Math.min(attempt, 10))
  return Math.round(delay * (0.75 + chance / 2))
}
