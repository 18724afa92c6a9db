import { expect, test } from 'vitest'
import fc from 'fast-check'
import { nextStage, playerMoves, retryDelay, type PlayerStage } from './player-stage.ts'

const stages = Object.keys(playerMoves) as PlayerStage[]

test('every stage can be reached from connecting', () => {
  const reached = new Set<PlayerStage>(['connecting'])
  for (const stage of reached) for (const next of playerMoves[stage]) reached.add(next)
  expect([...reached].sort()).toEqual([...stages].sort())
})

test('a move that is not listed leaves the stage as it was', () => {
  for (const from of stages) {
    for (const to of stages) {
      const listed = (playerMoves[from] as readonly PlayerStage[]).includes(to)
      expect(nextStage(from, to)).toBe(listed ? to : from)
    }
  }
})

test('an ended picture stays ended', () => {
  for (const to of stages) expect(nextStage('ended', to)).toBe('ended')
})

test('retries wait longer each time, and never more than ten seconds', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const delay = retryDelay(attempt, chance)
      expect(delay).toBeGreaterThanOrEqual(375)
      expect(delay).toBeLessThanOrEqual(10_000)
      expect(retryDelay(attempt + 1, chance)).toBeGreaterThanOrEqual(delay)
    }),
  )
})
