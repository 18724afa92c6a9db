/**
 * The form of what lets a publisher in, a stream key or a one-time ticket: 160 bits in letters and digits that cannot
 * be mistaken for one another, since a stream key is sometimes typed by hand.
 */
export const secretAlphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
export const secretLength = 32

const form = new RegExp(`^[${secretAlphabet}]{${secretLength}}$`)

/** Whether we can have given it out. What does not even look like it costs no question to the database. */
export function looksLikePublishingSecret(text: string): boolean {
  return form.test(text)
}
