/** The longest that something waits for her picture, in milliseconds: one that is later than that will not bring it. */
export const longestWait = 20_000

/**
 * Whether her picture has come to the moment `at`. Where it is not known what she sees (`playingAt` null: sound that says
 * no time, a picture that does not run), at once; and whatever has waited since `since` for longer than anybody's picture
 * is late. All in milliseconds since the epoch.
 */
export function isReached(
  { at, since }: { at: number; since: number },
  { playingAt, now }: { playingAt: number | null; now: number },
): boolean {
  return playingAt === null || at <= playingAt || now - since >= longestWait
}
