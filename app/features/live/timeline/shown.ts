import type { EntryView } from './timeline.ts'

/** Whether an entry shows as a line: a removal never, nor what was taken out of sight, nor that a pin was taken off. */
export function isShown(entry: EntryView): boolean {
  if (entry.kind === 'chat') return entry.text !== null
  if (entry.kind === 'pin') return entry.product !== null
  return entry.kind !== 'removal'
}
