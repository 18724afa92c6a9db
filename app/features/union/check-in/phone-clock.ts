/** What a page takes to come is no fault of the phone's clock, in milliseconds. */
const agrees = 10_000

/**
 * How far our clock is ahead of the phone's, in milliseconds; 0 where they agree. `pageNow` is what ours said when the page was
 * made, and `phoneNow` what the phone's said when it came.
 */
export function clockAhead({ pageNow, phoneNow }: { pageNow: number; phoneNow: number }): number {
  const ahead = pageNow - phoneNow
  return Math.abs(ahead) <= agrees ? 0 : ahead
}
