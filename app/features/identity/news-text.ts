import type { NewsItem } from './notifications.ts'

/** The sentence of a piece of news, by the `t` of any namespace: its kind is the text's key. */
export function newsText(t: (key: never, params: never) => unknown, { kind, params }: NewsItem): string {
  return String(t(kind as never, params as never))
}
