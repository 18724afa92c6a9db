import { statfs } from 'node:fs/promises'

const megabyte = 1024 * 1024
/** Below this much free space, in bytes, no broadcast begins: its recording, kept for years, might not fit. */
const leastFreeSpace = 512 * megabyte
/** Below this a broadcast on air ends: the database and the recording's own end still need some bytes. */
const emergencySpace = 256 * megabyte

/** `low`: no broadcast begins, those on air may go on for a while; `full`: none can go on. */
export type DiskRoom = 'plenty' | 'low' | 'full'

/** How much room the disk that holds `folder` has for recordings; `low` also where it cannot be asked. */
export function askDiskRoom(folder: string): Promise<DiskRoom> {
  return statfs(folder).then(
    ({ bavail, bsize }) => roomFor(bavail * bsize),
    () => 'low',
  )
}

/** Whether the disk that holds `folder` has room for another broadcast; false also where it cannot be asked. */
export async function hasFreeSpace(folder: string): Promise<boolean> {
  return (await askDiskRoom(folder)) === 'plenty'
}

export function roomFor(freeBytes: number): DiskRoom {
  if (freeBytes >= leastFreeSpace) return 'plenty'
  return freeBytes >= emergencySpace ? 'low' : 'full'
}
