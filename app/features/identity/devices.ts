import { z } from 'zod'

/** A device on which she is signed in; times are ISO 8601. */
export interface Device {
  id: string
  /** Browser and system in plain words; empty where neither is known. */
  words: string
  since: string
  lastSeenAt: string
  /** The one that asks. */
  current: boolean
}

/** Ends one device, or all but the one that asks. */
export const EndDeviceForm = z.discriminatedUnion('end', [
  z.object({ end: z.literal('others') }),
  z.object({ end: z.literal('one'), device: z.uuid() }),
])
