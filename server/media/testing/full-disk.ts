import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { onTestFinished, vi } from 'vitest'

/** From now on every write to an open file of this process fails, as on a full disk, until the test ends. */
export async function fillDisk(code: 'ENOSPC' | 'EIO' = 'ENOSPC'): Promise<void> {
  const file = await open('/dev/null')
  const kind = Object.getPrototypeOf(file) as Pick<FileHandle, 'write'>
  await file.close()
  const error = Object.assign(new Error(code), { code })
  const write = vi.spyOn(kind, 'write').mockRejectedValue(error)
  onTestFinished(() => write.mockRestore())
}
