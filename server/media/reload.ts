export interface Reload {
  /** `_HLS_msn`: answer when this segment is there. */
  sequence: number | null
  /** `_HLS_part`: answer when this part of it is there. */
  part: number | null
  /** `_HLS_skip` */
  delta: boolean
}

/** Reads the delivery directives of a playlist request (RFC 8216bis, 6.2.5); null where they break the rules. */
export function readReload(query: string): Reload | null {
  const reload: Reload = { sequence: null, part: null, delta: false }
  if (query === '') return reload
  for (const pair of query.split('&')) {
    if (pair.startsWith('_HLS_msn=')) reload.sequence = wholeNumber(pair.slice(9))
    else if (pair.startsWith('_HLS_part=')) reload.part = wholeNumber(pair.slice(10))
    else if (pair.startsWith('_HLS_skip=')) reload.delta = pair === '_HLS_skip=YES' || pair === '_HLS_skip=v2'
  }
  if (Number.isNaN(reload.sequence) || Number.isNaN(reload.part)) return null
  return reload.part !== null && reload.sequence === null ? null : reload
}

function wholeNumber(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
}
