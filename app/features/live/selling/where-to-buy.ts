/** Where she buys it: at once where there is one weight, else where she chooses it. The room is what she bought it from. */
export function whereToBuy({
  id,
  variant,
  room,
}: {
  id: string
  variant: string | null
  room: string
}): string {
  return variant === null ? `/product/${id}?room=${room}` : `/buy/${variant}?quantity=1&room=${room}`
}
