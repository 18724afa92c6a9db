/** Middle value, and the lowest and highest beside it, so that a reader sees how far the rounds were apart. */
export interface Spread {
  median: number
  low: number
  high: number
}

/** The value below which `share` (0–1) of the values lie: nearest rank, no interpolation. NaN where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = Math.ceil(share * sorted.length) - 1
  return sorted[Math.min(Math.max(rank, 0), sorted.length - 1)] ?? Number.NaN
}

/** The mean of the two middle values where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? Number.NaN
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), low: Math.min(...values), high: Math.max(...values) }
}

/**
 * Measures every side once a round, so that whatever slows the machine for a while slows all sides. Every second
 * round goes backwards: no side always profits from being first.
 */
export async function interleave<Side extends string, Measured>(
  sides: Record<Side, (round: number) => Promise<Measured>>,
  rounds: number,
): Promise<Record<Side, Measured[]>> {
  const names = Object.keys(sides) as Side[]
  const measured = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<
    Side,
    Measured[]
  >
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      measured[name].push(await sides[name](round))
    }
  }
  return measured
}

/** Median of ours over median of theirs, beside the lowest and highest ratio that a single round showed. */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Spread {
  const each = ours.map((value, round) => value / (theirs[round] ?? Number.NaN))
  return { median: median(ours) / median(theirs), low: Math.min(...each), high: Math.max(...each) }
}

export type Figures = Record<string, number>

/** The three numbers of a spread under one name; `unit` closes each name. */
export function named(name: string, unit: string, { median: middle, low, high }: Spread): Figures {
  return {
    [`${name}${unit}`]: rounded(middle),
    [`${name}Low${unit}`]: rounded(low),
    [`${name}High${unit}`]: rounded(high),
  }
}

/** Four digits tell all that such a measurement knows. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
