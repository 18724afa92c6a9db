/** Whether the database gave up this transaction for another's sake (serialization failure, deadlock): it may run again. */
export function isConflict(error: unknown): boolean {
  return codesOf(error).some((code) => code === 'P2034' || code === '40001' || code === '40P01')
}

/** Whether a unique index refused the row. */
export function isDuplicate(error: unknown): boolean {
  return codesOf(error).some((code) => code === 'P2002' || code === '23505')
}

/** Prisma's code, and PostgreSQL's own where a raw statement failed: the adapter keeps it in nested causes. */
function codesOf(error: unknown): string[] {
  const codes: string[] = []
  const queue: unknown[] = [error]
  for (let depth = 0; depth < 12 && queue.length > 0; depth += 1) {
    const next = queue.shift()
    if (next === null || typeof next !== 'object') continue
    const { code, originalCode, cause, meta, driverAdapterError } = next as Record<string, unknown>
    for (const found of [code, originalCode]) if (typeof found === 'string') codes.push(found)
    queue.push(cause, meta, driverAdapterError)
  }
  return codes
}
