/** What a refused transfer says, as text keys. */
export const transferRefusals = {
  'not-found': 'union:transfer.gone',
  'target-unfit': { organisation: 'union:transfer.targetUnfit' },
  'asked-already': 'union:transfer.askedAlready',
} as const

/** A transfer that waits for an answer, as staff of either side see it. */
export interface WaitingTransfer {
  id: string
  name: string
  from: string
  to: string
  /** ISO 8601. */
  askedAt: string
  fromAgreed: boolean
  toAgreed: boolean
  /** Whoever looks has still to answer for a side of hers. */
  isMine: boolean
}
