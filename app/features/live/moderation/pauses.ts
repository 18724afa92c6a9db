/** The pauses between two messages of one viewer that are offered, in seconds. */
export const pauses = [0, 5, 15, 30, 60] as const
