/** What an operation answers: its value, or one of its own reasons for refusing. A bug is thrown instead. */
export type Outcome<Value, Reason extends string = never> =
  { ok: true; value: Value } | { ok: false; reason: Reason }

export function done<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

export function refused<Reason extends string>(reason: Reason): { ok: false; reason: Reason } {
  return { ok: false, reason }
}
