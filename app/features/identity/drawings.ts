/** Our own drawings that may stand beside a name, with the keys of their words. */
export const drawings = [
  { key: 'manilaClam', file: 'manila-clam' },
  { key: 'oyster', file: 'oyster' },
  { key: 'scallop', file: 'scallop' },
  { key: 'razorClam', file: 'razor-clam' },
  { key: 'whelk', file: 'whelk' },
  { key: 'abalone', file: 'abalone' },
  { key: 'swimmingCrab', file: 'swimming-crab' },
  { key: 'prawn', file: 'prawn' },
  { key: 'mantisShrimp', file: 'mantis-shrimp' },
  { key: 'squid', file: 'squid' },
  { key: 'seaBass', file: 'sea-bass' },
  { key: 'spanishMackerel', file: 'spanish-mackerel' },
] as const

/** Where a drawing lies. */
export function drawingPath(file: string): string {
  return `/art/${file}.svg`
}
