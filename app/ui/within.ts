/**
 * Asks the server, and gives up after so many milliseconds: the signal ends a fetch, and the reading of its answer where that
 * is part of `ask`. Phones of some years ago (Safari before 16) have no `AbortSignal.timeout`.
 */
export async function within<Answer>(
  milliseconds: number,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(), milliseconds)
  try {
    return await ask(waiting.signal)
  } finally {
    clearTimeout(timer)
  }
}
