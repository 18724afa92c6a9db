import type { EntryView } from './timeline.ts'

/** Whether an entry shows as a line: a removal never, nor what was taken out of sight. */
export function isShown(entry: EntryView): boolean {
  return entry.kind !== 'removal' && (entry.kind !== 'chat' || entry.text !== null)
}
