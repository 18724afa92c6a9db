/** The states from which a table of moves leads to `to`. */
export function statesBefore<State extends string>(
  moves: Readonly<Record<State, readonly State[]>>,
  to: State,
): State[] {
  return (Object.keys(moves) as State[]).filter((from) => moves[from].includes(to))
}
