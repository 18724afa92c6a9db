/**
 * Walks a length-prefixed (AVCC) H.264 access unit, or answers null where the lengths do not add up to the payload.
 * `idr` says whether decoding can begin here (NAL unit type 5; ITU-T H.264 table 7-1).
 */
export function readAccessUnit(payload: Buffer, lengthSize: number): { idr: boolean } | null {
  let offset = 0
  let idr = false
  let picture = false
  while (offset < payload.length) {
    if (offset + lengthSize >= payload.length) return null
    const length = payload.readUIntBE(offset, lengthSize)
    offset += lengthSize
    if (length === 0 || length > payload.length - offset) return null
    const type = (payload[offset] ?? 0) & 0x1f
    if (type === 5) idr = true
    if (type >= 1 && type <= 5) picture = true
    offset += length
  }
  return picture ? { idr } : null
}
