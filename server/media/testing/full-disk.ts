import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { onTestFinished, vi } from 'vitest'

/** From now on every write to an open file of this process fails, as on a full disk, until the test ends. */
export async function fillDisk(code: 'ENOSPC' | 'EIO' = 'ENOSPC'): Promise<void> {
  const kind = await openFiles()
  const error = Object.assign(new Error(code), { code })
  const writes = [
    vi.spyOn(kind, 'write').mockRejectedValue(error),
    vi.spyOn(kind, 'writev').mockRejectedValue(error),
  ]
  onTestFinished(() => writes.forEach((write) => write.mockRestore()))
}

/** From now on the system takes no more than so many bytes at once, as it may, until the test ends. */
export async function writeInPieces(bytes: number): Promise<void> {
  const kind = await openFiles()
  const writes = vi.spyOn(kind, 'writev').mockImplementation(async function (this: FileHandle, buffers) {
    const [first = Buffer.alloc(0)] = buffers as Buffer[]
    const { bytesWritten } = await this.write(first, 0, Math.min(bytes, first.length))
    return { bytesWritten, buffers }
  })
  onTestFinished(() => writes.mockRestore())
}

async function openFiles(): Promise<Pick<FileHandle, 'write' | 'writev'>> {
  const file = await open('/dev/null')
  const kind = Object.getPrototypeOf(file) as FileHandle
  await file.close()
  return kind
}
