import { openWorld } from './payments-world.ts'
import { liveThrough } from './payments-history.ts'
import { planHistory } from './payments-plan.ts'

export interface HistoriesRun {
  histories: number
  /** What did not add up, each with the seed that shows it again alone. */
  problems: string[]
  seconds: number
}

/** Lives through so many generated histories, each by its own seed, which counts up from the first. */
export async function runHistories({
  count,
  seed,
  onProgress,
}: {
  count: number
  seed: number
  onProgress?: (lived: number) => void
}): Promise<HistoriesRun> {
  const startedAt = performance.now()
  const world = await openWorld()
  const problems: string[] = []
  for (let index = 0; index < count; index += 1) {
    const found = await liveThrough(world, planHistory(seed + index))
    for (const problem of found) problems.push(`${problem}   (npm run payments -- 1 --seed ${seed + index})`)
    onProgress?.(index + 1)
  }
  await world.sandbox.stop()
  return { histories: count, problems, seconds: (performance.now() - startedAt) / 1000 }
}
