import { statfs } from 'node:fs/promises'

/** Below this much free space, in bytes, no broadcast begins: its recording, kept for years, might not fit. */
const leastFreeSpace = 512 * 1024 * 1024

/** Whether the disk that holds `folder` has room for another broadcast; false also where it cannot be asked. */
export function hasFreeSpace(folder: string): Promise<boolean> {
  return statfs(folder).then(
    (space) => space.bavail * space.bsize >= leastFreeSpace,
    () => false,
  )
}
