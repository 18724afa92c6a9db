/**
 * What a viewer's line has shown of itself. hls.js moves a viewer who stalled further from the live edge and leaves
 * her there for good; this says when the line has been calm for long enough to bring her back. Times in milliseconds.
 */
export interface LineMemory {
  /** The last sign of a stall since she was brought back; null while she is as near as the server recommends. */
  stalledAt: number | null
  /** When she was last brought back; null after a stall. */
  returnedAt: number | null
  /** How long the line has to be calm. */
  patience: number
}

const firstPatience = 30_000
const longestPatience = 240_000

/** How much further from the edge each stall moves her, in seconds: one part of the stream. */
export const stepBackSeconds = 0.35

export const calmLine: LineMemory = { stalledAt: null, returnedAt: null, patience: firstPatience }

/** A stall that began, or that has just passed. One soon after a return says that it was too early for this line. */
export function afterStall({ returnedAt, patience }: LineMemory, now: number): LineMemory {
  if (returnedAt === null) return { stalledAt: now, returnedAt, patience }
  const tooEarly = now - returnedAt < patience
  const next = tooEarly ? Math.min(patience * 2, longestPatience) : firstPatience
  return { stalledAt: now, returnedAt: null, patience: next }
}

/** Whether a viewer who was moved back may be brought near the edge again. */
export function mayReturn({ stalledAt, patience }: LineMemory, now: number): boolean {
  return stalledAt !== null && now - stalledAt >= patience
}

export function afterReturn({ patience }: LineMemory, now: number): LineMemory {
  return { stalledAt: null, returnedAt: now, patience }
}
